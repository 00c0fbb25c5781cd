'use strict';
// Mocha's spec reporter that also writes how many tests ran, so that test/run.ts can add the stages up.
const fs = require('node:fs');
const path = require('node:path');
const mocha = require('mocha');

const { Spec } = (mocha.default ?? mocha).reporters;

module.exports = class CountingReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TEST_COUNTS_FILE;
    if (!file) return;
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
