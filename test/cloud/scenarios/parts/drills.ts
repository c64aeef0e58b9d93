/** The callee of the shipped example, and a second one that calls are transferred to; made up. */
export const callee = "2786f876-e9dc-4d77-b496-5ddb04c23ab9";
export const transferee = "5b0c9d3e-7a41-4e0f-9c55-0a6d1f2e7b18";

/** Both of them on the allow-list. */
export const twoCallees = { callees: [callee, transferee] };
export const transferring = ["--drill", "transfer", "--transfer-to", transferee];
export const cancellingMedia = ["--drill", "cancel-media"];
