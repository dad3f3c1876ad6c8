package dev.leastwise.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.image.zstd.ZstdInputStream;
import dev.leastwise.privilege.FileTree;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/limits.md tells the limits within which images are read. */
class LimitsTest {

    @Test
    void areThoseThatTheDocumentTells() throws Exception {
        List<String> expected = new ArrayList<>();
        for (Field limit : Limits.class.getDeclaredFields()) {
            String name = limit.getName().toLowerCase(Locale.ROOT).replace('_', ' ');
            expected.add(name + " " + limit.get(null));
        }
        expected.add("listed files " + FileTree.LISTED);
        expected.add("zstd window " + ZstdInputStream.MOST_WINDOW);

        String document = Files.readString(Path.of("../docs/limits.md"));
        List<String> told = Pattern.compile("(?m)^\\| ([a-z ]+) \\| (\\d+) \\|")
                .matcher(document.substring(document.indexOf("## Images")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
    }
}
