// Cannot prove: that values of different keys never collide; 122 bits make it unlikely.
import { test } from "node:test";
import { createIdSource } from "../../../cloud/core/ids.ts";
import { createTranscript } from "../../../cloud/core/transcript.ts";

test("the same seed and key give the same values, whatever was asked before", (t) => {
  const first = createIdSource(7, createTranscript());
  const second = createIdSource(7, createTranscript());
  first.guid("something else");
  t.assert.deepEqual(
    [first.guid("a"), first.hex("a", 100), first.secret("a")],
    [second.guid("a"), second.hex("a", 100), second.secret("a")],
  );
});

test("another seed gives another value", (t) => {
  t.assert.notEqual(createIdSource(1, createTranscript()).guid("a"), createIdSource(2, createTranscript()).guid("a"));
});

test("a guid has the form of a version 4 one", (t) => {
  t.assert.match(createIdSource(1, createTranscript()).guid("a"), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("hex gives exactly the digits asked for", (t) => {
  t.assert.match(createIdSource(1, createTranscript()).hex("a", 77), /^[0-9a-f]{77}$/);
});

test("a secret has 40 characters and is registered to be masked", (t) => {
  const transcript = createTranscript();
  const secret = createIdSource(1, transcript).secret("a");
  t.assert.deepEqual([secret.length, transcript.secrets()], [40, [secret]]);
});
