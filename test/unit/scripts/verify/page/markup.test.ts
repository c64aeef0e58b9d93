// Proves that no value becomes markup. Does not prove that a browser reads it so: evidence-page/browser.test.ts does.
import { test, type TestContext } from "node:test";
import { escapeHtml, markup } from "../../../../../scripts/verify/page/markup.ts";

test("a value cannot become an element, an attribute or an entity", (t: TestContext) => {
  const value = `"><script>alert('1')</script>&amp;`;
  t.assert.strictEqual(
    markup`<p title="${value}">${value}</p>`.text,
    `<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</p>`,
  );
});

test("markup made by a template is put in as it is, lists of it in order, and nothing stands for nothing", (t: TestContext) => {
  const items = ["a", "<b>"].map((item) => markup`<li>${item}</li>`);
  t.assert.strictEqual(markup`<ul>${items}</ul>${undefined}${7}`.text, "<ul><li>a</li><li>&lt;b&gt;</li></ul>7");
});

test("a character that hides, or turns what follows, is shown as its code", (t: TestContext) => {
  t.assert.strictEqual(escapeHtml("a\u202eb\u0000c\u200bd\ne"), "a\\u{202e}b\\u{0}c\\u{200b}d\ne");
});
