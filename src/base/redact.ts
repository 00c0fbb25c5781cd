import { cutOut } from './redactCut';
import { shortestForm } from './redactForms';
import { KnownSecrets } from './redactKnown';
import { shapeCuts } from './redactShapes';

/**
 * Takes secrets out of text before it reaches any sink: those it was told, in every form in which they may turn up, whole,
 * cut off or split by line breaks, and what looks like one: authorization headers, tokens and signatures, passwords in
 * addresses, private keys. Of a SecretId the middle goes.
 *
 * Short secrets: below 6 characters none is remembered, because it would mask ordinary text; up to 7 characters one is found
 * only where no letter or digit adjoins. Beside a name that says what it is (`password=`) any is masked.
 */
export class Redactor {
  readonly #known = new KnownSecrets();

  remember(secret: string | undefined): void {
    if (secret && secret.length >= shortestForm) this.#known.add(secret);
  }
  redact(text: string): string {
    return cutOut(text, [...this.#known.cuts(text), ...shapeCuts(text)]);
  }
}
