import assert from 'node:assert/strict';
import { type App, createApp } from '../../../src/app/app';
import type { ProgramRef, VersionRef } from '../../../src/app/model/refs';
import type { TreeNode } from '../../../src/app/tree/node';
import { createTargetUploader } from '../../../src/app/uploadTargets/targetUploader';
import { systemClock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import { createClient } from '../../../src/client/createClient';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/startSandbox';
import { FakeSandboxHost, type TestPorts, testPorts } from '../../support/appPorts';
import type { Answer, FakeClock } from '../../support/fakes';

/** The product with its real client against a real emulator; only the host is scripted. */
export interface World {
  readonly app: App;
  readonly ports: TestPorts;
  readonly sandbox: Sandbox;
  /** Runs a command as a user who answers so; fails when answers are left over. */
  act(run: (handlers: App['handlers']) => Promise<void>, ...answers: Answer[]): Promise<void>;
  program(name: string): Promise<ProgramRef & TreeNode>;
  version(programName: string, number: string): Promise<VersionRef & TreeNode>;
  /** Reads twice: a view shows what it knows at once, and the newer answer when it is there. */
  settled<T>(read: () => Promise<T>): Promise<T>;
  /** Labels below a node, each with its description. */
  rows(node?: TreeNode): Promise<readonly string[]>;
  close(): Promise<void>;
}
export async function openWorld(
  options: SandboxOptions = {},
  {
    enter = true,
    clock,
    storagePath,
  }: { readonly enter?: boolean; readonly clock?: FakeClock; readonly storagePath?: string } = {},
): Promise<World> {
  const sandbox = await startSandbox({ rateLimit: 'off', buildMs: 10, ...options });
  const { url, platformId, secretId, secretKey, region, dialect } = sandbox;
  const ports = testPorts({
    sandbox: new FakeSandboxHost({ url, platformId, secretId, secretKey, region, dialect }),
    ...(clock && { clock }),
    ...(storagePath !== undefined && { storagePath }),
  });
  const underWay = new UnderWay();
  const app = createApp(ports, {
    createClient: (profile, credentials) => {
      const client = createClient({
        endpoint: profile.endpoint,
        dialect: profile.dialect,
        region: profile.region,
        platformId: profile.platformId,
        credentials: () => Promise.resolve(credentials),
        clock: systemClock,
        log: silentLog,
        random: () => 0,
        userAgent: 'test',
      });
      return { call: (action, request, call) => underWay.add(client.call(action, request, call)) };
    },
    createUploader: (profile, client, secret) =>
      createTargetUploader({
        clock: systemClock,
        log: ports.log,
        remember: ports.remember,
        profile,
        client,
        businessName: () => 'tcmpp',
        secret,
      }),
    fetchBytes: async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer()),
  });
  if (enter) await app.handlers['miniProgram.trySandbox']();
  const world: World = {
    app,
    ports,
    sandbox,
    async act(run, ...answers) {
      ports.ui.then(...answers);
      await run(app.handlers);
      const surprise = ports.ui.said.find(({ message }) => message.includes('was not expected to be asked'));
      assert.equal(surprise?.message, undefined);
      ports.ui.end();
    },
    async program(name) {
      const nodes = await app.tree.getChildren();
      const found = nodes.find((node) => node.kind === 'program' && node.name === name);
      assert.ok(found?.kind === 'program', `no program ${name}`);
      return found;
    },
    async version(programName, number) {
      const program = await world.program(programName);
      for (const group of await app.tree.getChildren(program))
        for (const node of await app.tree.getChildren(group))
          if (node.kind === 'version' && node.version === number) return node;
      return assert.fail(`${programName} has no version ${number}`);
    },
    async settled(read) {
      await read();
      await underWay.end();
      return read();
    },
    async rows(node) {
      return (await world.settled(() => app.tree.getChildren(node))).map((child) => {
        const { label, description } = app.tree.present(child);
        return description ? `${label} | ${description}` : label;
      });
    },
    async close() {
      app.dispose();
      await sandbox.close();
    },
  };
  return world;
}

/** The requests that are not answered yet. */
class UnderWay {
  #count = 0;

  async add<T>(call: Promise<T>): Promise<T> {
    this.#count++;
    try {
      return await call;
    } finally {
      this.#count--;
    }
  }
  /** Resolves when there is none, and none follows from the last answer. */
  async end(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = this.#count === 0 ? quiet + 1 : 0)
      await new Promise((resolve) => setImmediate(resolve));
  }
}
