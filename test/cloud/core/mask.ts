/** What stands where something secret stood. */
export const masked = "***";

/** Headers whose value is a credential. */
const secretHeaders: ReadonlySet<string> = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie", "x-identity-header"]);

/** Members of JSON bodies and form fields whose value is a credential. */
const secretMembers = [
  "client_secret",
  "client_assertion",
  "assertion",
  "password",
  "access_token",
  "refresh_token",
  "id_token",
  "secretText",
];

const secretJsonMember = new RegExp(`("(?:${secretMembers.join("|")})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*(")`, "g");
const secretFormField = new RegExp(`(^|[&?])((?:${secretMembers.join("|")}|sig)=)[^&\\s"]*`, "g");
/** Anything in the form of a JSON Web Token. */
const jsonWebToken = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g;

/** Masks one text: known credential members, everything shaped like a token, and every secret that the cloud gave out. */
export function createMask(secrets: readonly string[]): {
  readonly text: (text: string) => string;
  readonly header: (name: string, value: string) => string;
} {
  // The longest first: a secret that contains another must not be cut in half.
  const forms = [...new Set(secrets.flatMap(toForms))].sort((left, right) => right.length - left.length);
  const text = (value: string): string => {
    let result = value.replace(secretJsonMember, `$1${masked}$2`).replace(secretFormField, `$1$2${masked}`).replace(jsonWebToken, masked);
    for (const form of forms) if (result.includes(form)) result = result.replaceAll(form, masked);
    return result;
  };
  return {
    text,
    header: (name, value) => (secretHeaders.has(name.toLowerCase()) ? masked : text(value)),
  };
}

/** As the value travels: plain, percent-encoded (both ways), inside JSON, as base64. */
function toForms(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64"),
  ].filter((form) => form.length >= 6);
}
