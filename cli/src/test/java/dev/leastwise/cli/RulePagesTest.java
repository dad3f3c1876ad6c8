package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.report.RulePages;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds docs/rules to what rules say of themselves; {@code -Dleastwise.update} writes the pages anew. */
class RulePagesTest {

    private static final Path FOLDER = Path.of("../docs/rules");

    @Test
    void thePagesAreThoseOfTheRules() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", RulePages.markdownIndex());
        for (Rule rule : Rules.ALL) pages.put(rule.info().id() + ".md", RulePages.markdown(rule.info()));
        if (Boolean.getBoolean("leastwise.update")) write(pages);

        assertThat(FOLDER.toFile().list()).containsExactlyInAnyOrderElementsOf(pages.keySet());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertThat(Files.readString(FOLDER.resolve(page.getKey())))
                    .as(page.getKey() + " (write it anew: ./mvnw test -Dtest=RulePagesTest -Dleastwise.update=true)")
                    .isEqualTo(page.getValue());
        }
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (String old : FOLDER.toFile().list()) Files.delete(FOLDER.resolve(old));
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }
}
