package dev.filprofile.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium with one report open. The browser and its driver are those of the system properties
 * {@code fil.test.chromium} and {@code fil.test.chromedriver}; both must exist, nothing is downloaded.
 */
final class Browser implements AutoCloseable {

    private static final String CHROMIUM = System.getProperty("fil.test.chromium", "/usr/bin/chromium");
    private static final String DRIVER = System.getProperty("fil.test.chromedriver", "/usr/bin/chromedriver");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern REQUEST = Pattern.compile(
            "\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Writes a report. */
    @FunctionalInterface
    interface Page {
        void writeTo(Writer out) throws IOException;
    }

    private final ChromeDriver driver;

    Browser() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-domain-reliability",
                "--disable-sync",
                "--no-first-run",
                "--no-default-browser-check",
                "--force-device-scale-factor=1",
                "--window-size=1400,1200");
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Path.of(DRIVER).toFile())
                        .build(),
                options);
    }

    /** Whether the machine has the browser. */
    static boolean present() {
        return Files.isExecutable(Path.of(CHROMIUM)) && Files.isExecutable(Path.of(DRIVER));
    }

    /** Where the browser was looked for. */
    static String places() {
        return CHROMIUM + " and " + DRIVER;
    }

    /** Writes a page into a file, opens it, and waits until it is ready. */
    Path open(Path file, Page page) {
        return open(file, "", page);
    }

    /** As {@link #open(Path, Page)}, with what stands after the {@code #} of the address. */
    Path open(Path file, String address, Page page) {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            page.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Another address of the same file would not load it.
        driver.get("about:blank");
        driver.get(file.toUri() + (address.isEmpty() ? "" : "#" + address));
        awaitReady();
        return file;
    }

    /** Opens an address without waiting for scripts. */
    void get(String address) {
        driver.get(address);
    }

    void reload() {
        driver.navigate().refresh();
        awaitReady();
    }

    void back() {
        driver.navigate().back();
    }

    private void awaitReady() {
        new WebDriverWait(driver, LIMIT)
                .until(each -> "true".equals(script("return document.documentElement.dataset.ready")));
        settle();
    }

    /** Lets the page paint what it was asked to: two frames. */
    void settle() {
        driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "requestAnimationFrame(() => requestAnimationFrame(() => done()));");
    }

    WebElement element(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> elements(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Text as a reader sees it, white space squeezed. */
    String text(String css) {
        return element(css).getText().replaceAll("\\s+", " ").strip();
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /** Runs a script in the page; its value, null for none. */
    @Nullable
    Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** Runs a script that is handed a function to call with its value. */
    @Nullable
    Object scriptAsync(String script) {
        return driver.executeAsyncScript(script);
    }

    /** Clicks into the middle of an element. */
    void clickMiddle(String css) {
        new Actions(driver).moveToElement(element(css)).click().perform();
        settle();
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            new Actions(driver).sendKeys(key).perform();
        }
    }

    /** Moves the pointer into an element, at a part of its width and half of its height. */
    void pointInto(String css, double part) {
        WebElement target = element(css);
        script("arguments[0].scrollIntoView({ block: 'center' })", target);
        new Actions(driver)
                .moveToElement(target, (int) Math.round((part - 0.5) * target.getSize().width), 0)
                .perform();
    }

    /** Moves the pointer to a place in the graph, in pixels from the left and rows from the top. */
    void pointAtGraph(int x, int row) {
        WebElement canvas = scrolledGraph();
        new Actions(driver)
                .moveToElement(canvas, x - canvas.getSize().width / 2, row * 22 + 11 - canvas.getSize().height / 2)
                .perform();
        settle();
    }

    void clickGraph(int x, int row) {
        WebElement canvas = scrolledGraph();
        new Actions(driver)
                .moveToElement(canvas, x - canvas.getSize().width / 2, row * 22 + 11 - canvas.getSize().height / 2)
                .click()
                .perform();
        settle();
    }

    private WebElement scrolledGraph() {
        script("document.getElementById('toolbar').scrollIntoView()");
        return element("#overlay");
    }

    /** Red, green, blue and opacity of a pixel of the graph as it is in view. */
    List<Long> pixel(int x, int y) {
        @SuppressWarnings("unchecked")
        List<Long> channels = (List<Long>) Objects.requireNonNull(script(
                "return [...document.getElementById('canvas').getContext('2d')"
                        + ".getImageData(arguments[0], arguments[1], 1, 1).data]",
                x,
                y));
        return channels;
    }

    /** Sends a command of the browser's own protocol; its answer. */
    Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    /** Bytes that the page's scripts hold, after a collection. */
    long heldByScripts() {
        command("HeapProfiler.collectGarbage", Map.of());
        return ((Number) Objects.requireNonNull(
                        command("Runtime.getHeapUsage", Map.of()).get("usedSize")))
                .longValue();
    }

    /** Errors and warnings in the console since the last call, without the advice about pixels, which only tests read back. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get("browser")) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()
                    && !entry.getMessage().contains("willReadFrequently")) {
                complaints.add(entry.getMessage());
            }
        }
        return complaints;
    }

    /** Addresses of all requests since the last call. */
    List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get("performance")) {
            Matcher request = REQUEST.matcher(entry.getMessage());
            while (request.find()) {
                requests.add(request.group(1));
            }
        }
        return requests;
    }

    /** What breaks a rule in the light theme, and what is hard to see in the dark one, which differs in colours only. */
    List<String> hindrances(String state) {
        if (!Boolean.TRUE.equals(script("return window.axe !== undefined"))) {
            script(axe());
        }
        String found = String.valueOf(scriptAsync("""
                const [done] = arguments;
                const { dataset } = document.documentElement;
                const check = async (theme, runOnly) => {
                  dataset.theme = theme;
                  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...runOnly });
                  return violations.map(({ id, nodes }) =>
                    `${theme}: ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
                };
                (async () => done([
                  ...(await check("light", {})),
                  ...(await check("dark", { runOnly: ["color-contrast"] })),
                ].join("\\n")))();"""));
        return found.lines().map(line -> state + ", " + line).toList();
    }

    /** The rules by which pages are checked, from the one file of a test dependency. */
    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
