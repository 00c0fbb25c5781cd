const mask = '•••';
/** Shapes of secrets that are recognised without being told: signatures, tokens, authorization headers, private keys. */
const patterns: readonly [RegExp, string][] = [
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----)/g, `$1${mask}$2`],
  [/(authorization["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, `$1${mask}`],
  [/(Signature=)[0-9a-f]{16,}/gi, `$1${mask}`],
  [
    /([?&;]?\b(?:q-signature|x-cos-security-token|access_token|token|sign|signature|secretkey|secret_key|password|component_access_token|authorizer_access_token)=)[^&\s"'<>]+/gi,
    `$1${mask}`,
  ],
  [
    /("(?:[A-Za-z]*SecretKey|Token|Password|access_token|authorizer_access_token|codesecret)"\s*:\s*")(?:[^"\\]|\\.)*(")/gi,
    `$1${mask}$2`,
  ],
  [/\b(AKID[0-9A-Za-z]{4})[0-9A-Za-z]{5,}([0-9A-Za-z]{4})\b/g, `$1${mask}$2`],
];

/** Takes secrets out of text before it reaches any sink. Values shorter than 6 characters are not remembered: they would mask ordinary text. */
export class Redactor {
  /** Longest first: a secret that contains another must not leave its rest behind. */
  #forms: readonly string[] = [];

  /** Remembers a secret in the forms in which it may turn up: as it is, percent-encoded, as JSON, in Base64 and in hex. */
  remember(secret: string | undefined): void {
    if (!secret || secret.length < 6) return;
    const bytes = new TextEncoder().encode(secret);
    const binary = String.fromCharCode(...bytes);
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const base64 = btoa(binary).replace(/=+$/, '');
    const urlBase64 = base64.replaceAll('+', '-').replaceAll('/', '_');
    const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64, urlBase64, hex];
    this.#forms = [...new Set([...this.#forms, ...forms])].sort((one, other) => other.length - one.length);
  }
  redact(text: string): string {
    let out = text;
    for (const form of this.#forms) out = out.replaceAll(form, mask);
    for (const [pattern, replacement] of patterns) out = out.replace(pattern, replacement);
    return out;
  }
}
