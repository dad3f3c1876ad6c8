package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The HTML report in a real browser. */
class BrowserTest {

    @TempDir
    static Path folder;

    private static Path page = Path.of("");
    private static final List<ChromeDriver> DRIVERS = new ArrayList<>();

    @BeforeAll
    static void makePage() throws IOException {
        assumeTrue(driver().isPresent(), "needs chromedriver: a page is tried in a real browser");
        Path hostile = Files.writeString(folder.resolve("hostile.yaml"), Hostile.MANIFEST);
        page = folder.resolve("report.html");
        Ran.of("check", "-o", "html=" + page, Reports.MANIFEST, hostile.toString(), "../examples");
    }

    @AfterAll
    static void close() {
        DRIVERS.forEach(ChromeDriver::quit);
    }

    @Test
    void filtersBySeverityRuleAndWorkload() {
        ChromeDriver browser = open("", true);
        int all = shown(browser).size();

        browser.findElement(By.id("show-medium")).click();
        assertThat(shown(browser)).hasSizeLessThan(all).noneMatch(article -> hasClass(article, "medium"));
        browser.findElement(By.id("show-medium")).click();

        choose(browser, "privileged");
        assertThat(shown(browser))
                .hasSize(4)
                .allMatch(article -> "privileged".equals(article.getDomAttribute("data-rule")));
        assertThat(browser.findElement(By.id("shown")).getText()).startsWith("4 of ");

        browser.findElement(By.id("workload")).sendKeys("SHOP pod");
        assertThat(shown(browser)).hasSize(1);
        assertThat(sections(browser)).hasSize(1);

        browser.findElement(By.id("workload")).sendKeys("nothing like it");
        assertThat(browser.findElement(By.id("nothing")).isDisplayed()).isTrue();

        browser.findElement(By.cssSelector("button[type=reset]")).click();
        assertThat(shown(browser)).hasSize(all);
        isQuiet(browser);
    }

    @Test
    void opensAndMarksTheFindingThatALinkNamesThoughItWouldNotBeShown() {
        ChromeDriver browser = open("", true);
        WebElement info = browser.findElement(By.cssSelector("article.info"));
        String fingerprint = info.getDomAttribute("id");
        assertThat(info.isDisplayed()).isFalse();

        browser = open("#" + fingerprint, true);

        WebElement target = browser.findElement(By.id(fingerprint));
        assertThat(target.isDisplayed()).isTrue();
        assertThat(target.getCssValue("outline-style")).isEqualTo("solid");
        assertThat(browser.switchTo().activeElement()).isEqualTo(target);
        assertThat((Boolean) browser.executeScript(
                        "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight",
                        target))
                .isTrue();
        isQuiet(browser);
    }

    @Test
    void isWholeWithoutScriptsAndSeveritiesCanStillBeChosen() {
        ChromeDriver browser = open("", false);

        assertThat(shown(browser))
                .isNotEmpty()
                .allMatch(article -> article.findElement(By.tagName("pre")).isDisplayed());
        assertThat(browser.findElements(By.cssSelector("article.critical .diff del, article.critical .diff ins")))
                .isNotEmpty()
                .allMatch(WebElement::isDisplayed)
                .allMatch(
                        line -> line.getText().startsWith("-") || line.getText().startsWith("+"));
        assertThat(browser.findElement(By.id("rule")).isDisplayed()).isFalse();
        assertThat(browser.findElements(By.cssSelector(".capabilities ul"))).allMatch(WebElement::isDisplayed);
        int before = shown(browser).size();
        browser.findElement(By.id("show-info")).click();
        assertThat(shown(browser)).hasSizeGreaterThan(before);
    }

    @Test
    void isUsedByKeyboard() {
        ChromeDriver browser = open("", true);

        WebElement body = browser.findElement(By.tagName("body"));
        body.sendKeys(Keys.TAB);
        assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the findings");
        browser.switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("show-critical");
        browser.switchTo().activeElement().sendKeys(Keys.SPACE);
        assertThat(shown(browser)).noneMatch(article -> hasClass(article, "critical"));
    }

    @Test
    void hostileNamesAreOnlyNames() {
        ChromeDriver browser = open("", true);

        assertThat(browser.findElements(By.cssSelector("img, iframe, [onmouseover], [onerror], a[href^=javascript]")))
                .isEmpty();
        assertThat(browser.findElement(By.tagName("main")).getText())
                .contains("</script><script>alert(1)</script>", "<img src=x onerror=alert(3)>");
        assertThat((Boolean) browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        isQuiet(browser);
    }

    @Test
    void opensThousandsOfFindingsAndFiltersThemAtOnce() throws IOException {
        StringBuilder many = new StringBuilder();
        String one = Files.readString(Path.of(Reports.MANIFEST));
        for (int i = 0; i < 700; i++)
            many.append(one.replace("name: web", "name: web-" + i)).append("---\n");
        Path manifest = Files.writeString(folder.resolve("many.yaml"), many);
        Path large = folder.resolve("large.html");
        Ran.of("check", "-o", "html=" + large, manifest.toString());
        ChromeDriver browser = browser(true);

        long begin = System.nanoTime();
        browser.get(large.toUri().toString());
        assertThat(millis(begin)).as("opening").isLessThan(10_000);
        Long filtering = (Long) browser.executeScript("""
                const rule = document.getElementById('rule');
                const begin = performance.now();
                rule.value = 'privileged';
                rule.dispatchEvent(new Event('input', {bubbles: true}));
                document.body.offsetHeight;
                return Math.round(performance.now() - begin);""");

        assertThat(browser.findElement(By.id("shown")).getText()).startsWith("700 of ");
        assertThat(filtering).as("filtering").isLessThan(2_000);
    }

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    private static void choose(ChromeDriver browser, String rule) {
        browser.executeScript(
                "const r = arguments[0]; r.value = arguments[1]; r.dispatchEvent(new Event('input', {bubbles: true}))",
                browser.findElement(By.id("rule")),
                rule);
    }

    private static List<WebElement> shown(ChromeDriver browser) {
        return browser.findElements(By.tagName("article")).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    private static List<WebElement> sections(ChromeDriver browser) {
        return browser.findElements(By.tagName("section")).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    private static boolean hasClass(WebElement element, String name) {
        return List.of(element.getDomAttribute("class").split(" ", -1)).contains(name);
    }

    /** It asks for nothing but itself, and nothing goes wrong. */
    private static void isQuiet(ChromeDriver browser) {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        Stream<String> requests = browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""));
        assertThat(requests).isNotEmpty().allMatch(message -> message.contains("\"url\":\"file:"));
    }

    private static ChromeDriver open(String fragment, boolean scripts) {
        ChromeDriver browser = browser(scripts);
        browser.get(page.toUri() + fragment);
        return browser;
    }

    private static ChromeDriver browser(boolean scripts) {
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1200,900");
        if (!scripts) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver().orElseThrow().toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        DRIVERS.add(driver);
        return driver;
    }

    private static Optional<Path> driver() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(name -> Path.of(name, "chromedriver"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
