import { createHash } from "node:crypto";

/** Namespace of the names below; made for Dialtone and never changed: another one would rename every role assignment. */
const namespace = "5d0f2f0e6a3b4c1f9a7d3c8e2b6f4a10";

/**
 * Name of a role assignment: the same for the same scope, role and principal, whatever the stack or the logical name.
 * So a create that is repeated adopts instead of conflicting. Version 5 UUID (RFC 9562, 5.5).
 */
export function toRoleAssignmentName(scope: string, roleDefinitionGuid: string, principalObjectId: string): string {
  const hash = createHash("sha1")
    .update(Buffer.from(namespace, "hex"))
    .update(`${scope}|${roleDefinitionGuid}|${principalObjectId}`.toLowerCase())
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString("hex", 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
