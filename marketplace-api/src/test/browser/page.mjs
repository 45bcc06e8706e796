// The page in a real browser: node page.mjs URL FOLDER.
// Finds a model, follows its ancestry to a dataset, reads every check; as a person with a mouse, with a
// keyboard only, on a phone, in the dark. Screenshots go to FOLDER.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { chromiumOf } from './browser.mjs';

const [url, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch(await chromiumOf(folder));

/** A tab whose console must stay silent. */
async function tab(options) {
  const context = await browser.newContext({ javaScriptEnabled: true, ...options });
  const page = await context.newPage();
  page.on('console', message => {
    if (message.type() === 'error') errors.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', error => errors.push(`${page.url()}: ${error}`));
  return page;
}

/** WCAG 2 A and AA by axe, and nothing wider than the screen. */
async function accessible(page, name) {
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }));
  const faults = found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' ')}`);
  assert.deepEqual(faults, [], `${name} ${page.url()}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${name} is ${over} pixels wider than the screen`);
}

const errors = [];
try {
  const desk = await tab({ viewport: { width: 1200, height: 900 } });
  await desk.goto(url);
  await desk.getByLabel('Search').fill('three digit');
  await desk.getByRole('button', { name: 'Search' }).click();
  await desk.getByRole('article').first().waitFor();
  await accessible(desk, 'list');
  await desk.getByRole('article').first().getByRole('link').first().click();
  const model = desk.url();
  assert.match(model, /\/models\/[0-9a-f]{64}$/);
  const checks = await desk.locator('.checks li').allInnerTexts();
  const verification = await fetch(`${model.replace('/models/', '/v1/models/')}/verification`);
  assert.equal(checks.length, (await verification.json()).checks.length);
  checks.forEach(check => assert.match(check, /ok|failed|not checked/));
  await accessible(desk, 'model');
  await desk.locator('a.node.dataset').first().click();
  assert.match(desk.url(), /\/datasets\/[0-9a-f]{64}$/);
  await accessible(desk, 'dataset');
  await desk.getByRole('article').first().getByRole('link').first().click();
  await desk.locator('a.node.run-plan').last().click();
  await accessible(desk, 'run');

  // With the keyboard alone: Tab reaches every box of the graph, Enter opens it.
  await desk.goto(model);
  const boxes = await desk.locator('a.node').count();
  const reached = new Set();
  for (let i = 0; i < 80 && reached.size < boxes; i++) {
    await desk.keyboard.press('Tab');
    const at = await desk.evaluate(() => {
      const focused = document.activeElement;
      return focused?.classList?.contains('node') ? focused.getAttribute('href') : null;
    });
    if (at) reached.add(at);
  }
  assert.equal(reached.size, boxes, 'boxes that Tab reaches');
  await desk.keyboard.press('Enter');
  await desk.waitForURL(address => address.pathname !== new URL(model).pathname);

  const addresses = [url, model, `${url}/datasets`, `${url}/runs`];
  const dark = await tab({ viewport: { width: 1200, height: 900 }, colorScheme: 'dark' });
  const phone = await tab({ viewport: { width: 375, height: 740 }, javaScriptEnabled: true });
  for (const [i, address] of addresses.entries()) {
    await dark.goto(address);
    await accessible(dark, `dark-${i}`);
    await phone.goto(address);
    await accessible(phone, `phone-${i}`);
  }
  assert.deepEqual(errors, [], 'console');
  console.log('page ok');
} finally {
  await browser.close();
}
