package dev.leastwise.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.yaml.Limits;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/limits.md tells the limits that the program has. */
class LimitsTest {

    @Test
    void areThoseThatTheDocumentTells() throws Exception {
        List<String> expected = new ArrayList<>();
        for (Field limit : Limits.class.getFields()) {
            assertThat(Modifier.isStatic(limit.getModifiers())).isTrue();
            String name = limit.getName().toLowerCase(Locale.ROOT).replace('_', ' ');
            expected.add(name + " " + limit.getInt(null));
        }
        expected.add("gitignore bytes " + GitIgnore.FILE_BYTES);

        String document = Files.readString(Path.of("../docs/limits.md"));
        document = document.substring(0, document.indexOf("## Images"));
        List<String> told = Pattern.compile("(?m)^\\| ([a-z ]+) \\| (\\d+) \\|")
                .matcher(document)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
    }
}
