/**
 * Preloaded into every test file (`--import`). A test file ends with `process.exit` (--test-force-exit), which loses what the pipe to
 * the runner has not taken by then: tests vanished from the count that way, on fast machines and in files without a pause. A blocking pipe
 * takes all of it. Undocumented, but what Node itself does with pipes on Windows (lib/net.js).
 */
process.stdout._handle?.setBlocking?.(true);
