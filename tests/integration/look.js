// Looks at the pages that tests/integration/look has made: node look.js FOLDER SCREENSHOTS HEARD
// HEARD is what a screen reader is told of check.html; with ACCEPT=1 it is written instead of compared.
"use strict";
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const [, , folder, screenshots, heard] = process.argv;
const WIDTHS = [380, 760, 1440];
let faults = 0;

function expect(isTrue, what) {
  if (!isTrue) {
    faults++;
    console.log("FAULT " + what);
  }
}

// Opens a page, and counts as a fault whatever it asks for or complains of.
async function open(browser, name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => expect(false, name + " says: " + message.text()));
  page.on("pageerror", (error) => expect(false, name + " fails: " + error));
  page.on("dialog", (dialog) => { expect(false, name + " asks: " + dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => expect(request.url().startsWith("file:"), name + " wants " + request.url()));
  await page.goto("file://" + path.join(folder, name));
  return page;
}

function brightness(colour) {
  const [red, green, blue] = colour.match(/[0-9.]+/g).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// WCAG 2.1, 1.4.3: what is read stands out from what is behind it.
async function contrasts(page) {
  return page.evaluate(() => {
    const channel = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
    const light = (colour) => {
      const [r, g, b] = colour.match(/[0-9.]+/g).map(Number);
      return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    };
    const behind = (element) => {
      for (let e = element; e; e = e.parentElement) {
        const colour = getComputedStyle(e).backgroundColor;
        if (!/, 0\)$|transparent/.test(colour)) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    const low = [];
    for (const element of document.querySelectorAll("main *")) {
      const own = Array.from(element.childNodes).some((n) => n.nodeType === 3 && n.data.trim());
      if (!own || !element.getClientRects().length || element.closest("svg, script, style")) continue;
      const a = light(getComputedStyle(element).color), b = light(behind(element));
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < 4.5) low.push(element.tagName + "." + element.className + " " + ratio.toFixed(2));
    }
    return [...new Set(low)].slice(0, 5);
  });
}

async function look(browser, name) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      const what = [name, colorScheme, width].join(" ");
      const page = await open(browser, name, { colorScheme, viewport: { width, height: 900 } });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over <= 0, what + " is wider than the window, by " + over);
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(brightness(ground) > 128 === (colorScheme === "light"), what + " has the ground " + ground);
      const low = await contrasts(page);
      expect(low.length === 0, what + " is hard to read: " + low.join(", "));
      await page.screenshot({ path: path.join(screenshots, [path.parse(name).name, colorScheme, width].join("-") + ".png") });
      await page.context().close();
    }
  }
  console.log("ok " + name + " at " + WIDTHS.join(", ") + ", light and dark");
}

// All that a page says is there without its script; what only a script can do is not.
async function withoutScript(browser, name) {
  const page = await open(browser, name, { javaScriptEnabled: false });
  expect(!(await page.locator(".filters").first().isVisible().catch(() => false)), name + " shows filters that do nothing");
  expect(await page.locator("h1").isVisible(), name + " has no heading without a script");
  const closed = page.locator("details:not([open]) > summary:visible");
  for (let i = 0; i < 5 && (await closed.count()) > 0; i++) {
    const before = await closed.count();
    await closed.first().focus();
    await page.keyboard.press("Enter");
    expect((await page.locator("details[open]").count()) > 0 && before > 0, name + " opens nothing without a script");
  }
  await page.context().close();
  console.log("ok " + name + " without a script");
}

async function byKeyboard(browser) {
  const page = await open(browser, "check.html", {});
  await page.keyboard.press("Tab");
  expect((await page.evaluate(() => document.activeElement.textContent)) === "To the content", "the first key does not lead to the content");
  const seen = new Set();
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      const style = getComputedStyle(e);
      return { name: e.tagName.toLowerCase() + (e.name ? "[" + e.name + "]" : ""), isMarked: style.outlineStyle !== "none" };
    });
    if (at.name === "body") break;
    seen.add(at.name);
    expect(at.isMarked, at.name + " does not show that it has the focus");
  }
  for (const name of ["input[text]", "input[level]", "summary", "pre", "button", "a"]) {
    expect(seen.has(name), "no key leads to " + name + "; they lead to " + [...seen].join(", "));
  }
  const cards = page.locator(".card:visible");
  const all = await cards.count();
  await page.locator("input[name=text]").fill("lighthouse");
  const found = await cards.count();
  expect(all > 1 && found === 1, "the search shows " + found + " of " + all);
  expect((await page.locator(".found").textContent()) === "1 of " + all + " shown", "the search does not say what it found");
  await page.locator("input[name=text]").fill("");
  for (const level of ["minor", "patch", "none"]) await page.locator("input[value=" + level + "]").uncheck();
  expect((await page.locator(".finding[data-level=patch]:visible").count()) === 0, "a level that is not wanted is shown");
  await page.context().close();
  console.log("ok the keyboard");
}

async function hostile(browser) {
  for (const name of ["hostile.html", "audit.html"]) {
    const page = await open(browser, name, {});
    await page.evaluate(() => { for (const e of document.querySelectorAll("details")) e.open = true; });
    const alien = await page.evaluate(() => document.querySelectorAll("img, iframe, object, embed, link, base, main script").length);
    expect(alien === 0, name + " has " + alien + " elements that are not ours");
    expect(!(await page.title()).includes("broken"), name + " has run what was foreign");
    expect((await page.content()).includes("onerror"), name + " does not show what was foreign");
    await page.context().close();
  }
  console.log("ok hostile texts");
}

async function listen(browser) {
  const page = await open(browser, "check.html", {});
  const told = (await page.locator("body").ariaSnapshot()).replace(/\b[0-9a-f]{12}\b/g, "[ID]") + "\n";
  await page.context().close();
  if (process.env.ACCEPT) {
    fs.writeFileSync(heard, told);
  }
  expect(fs.readFileSync(heard, "utf8") === told, "what is told has changed; look at it with ACCEPT=1 and git diff " + heard);
  console.log("ok what a screen reader is told");
}

// A page of a long history is usable at once: parsed, laid out and answering a search.
async function isLight(browser, name) {
  const page = await open(browser, name, {});
  const size = fs.statSync(path.join(folder, name)).size;
  const all = await page.locator(".connector").count();
  await page.locator("input[name=text]").fill("source-a");
  const found = await page.locator(".connector:visible").count();
  expect(found > 0 && found < all, name + " finds " + found + " of " + all);
  await page.locator(".connector:visible summary").first().click();
  expect(await page.locator(".connector pre:visible").first().isVisible(), name + " opens no connector");
  await page.context().close();
  console.log("ok " + name + ", " + size + " bytes, " + all + " connectors");
}

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const pages = fs.readdirSync(folder).filter((name) => name.endsWith(".html"));
  for (const name of pages) {
    await look(browser, name);
    await withoutScript(browser, name);
  }
  await byKeyboard(browser);
  await hostile(browser);
  await listen(browser);
  if (pages.includes("history.html")) {
    await isLight(browser, "history.html");
  } else {
    console.log("SKIPPED a real history: there is no corpus; set BUMPGATE_SHARED");
  }
  await browser.close();
  process.exit(faults > 0 ? 1 : 0);
})();
