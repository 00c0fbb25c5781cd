import { release } from 'node:os';
import * as vscode from 'vscode';
import type { Machine, ProxySettings } from '../app/doctor/machine';

/** The `Machine` port. What it takes of the network and the disk is loaded when it is first asked for. */
export function createMachine(name: string, version: string): Machine {
  const load = async () => (await import('../disk/probe')).probe;
  return {
    versions: () => [
      [name, version],
      [vscode.env.appName, vscode.version],
      [process.platform, `${release()} ${process.arch}`],
      ['Node', process.versions.node],
      ...(vscode.env.remoteName === undefined ? [] : [['remote', vscode.env.remoteName] as const]),
    ],
    proxy: proxySettings,
    lookUp: async (host) => (await load()).lookUp(host),
    reach: async (origin, signal) => (await load()).reach(origin, signal),
    freeBytes: async (folder) => (await load()).freeBytes(folder),
  };
}
function proxySettings(): ProxySettings {
  const settings = vscode.workspace.getConfiguration('http');
  return {
    address: settings.get<string>('proxy') ?? '',
    support: settings.get<string>('proxySupport') ?? '',
    exceptions: settings.get<string[]>('noProxy') ?? [],
    checksCertificates:
      settings.get<boolean>('proxyStrictSSL') !== false && process.env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0',
    environment: process.env,
  };
}
