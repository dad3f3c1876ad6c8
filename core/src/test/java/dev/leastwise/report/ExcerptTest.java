package dev.leastwise.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import org.junit.jupiter.api.Test;

/** What a report shows of the line of a finding. */
class ExcerptTest {

    @Test
    void isTheWholeLineWhereItFits() {
        assertThat(shown("  privileged:\ttrue # x", "privileged:\ttrue", 30)).isEqualTo("""
                  privileged: true # x
                  ^^^^^^^^^^^^^^^^
                """);
    }

    @Test
    void isWhatFollowsThePlaceAndALittleBeforeItInALongerLine() {
        assertThat(shown("{\"spec\": {\"containers\": [{\"name\": \"a\"}]}}", "\"name\": \"a\"", 24))
                .isEqualTo("""
                …ers": [{"name": "a"}]}}
                         ^^^^^^^^^^^
                """);
        assertThat(shown("a: " + "b".repeat(40), "a", 20)).isEqualTo("""
                a: bbbbbbbbbbbbbbbb…
                ^
                """);
    }

    @Test
    void isAroundThePlaceInALineOfAnyLength() {
        assertThat(shown("x".repeat(5_000) + "here" + "y".repeat(5_000), "here", 20))
                .isEqualTo("""
                …xxxxxhereyyyyyyyyy…
                      ^^^^
                """);
    }

    @Test
    void marksNoMoreThanIsShown() {
        assertThat(shown("a".repeat(50), "a".repeat(50), 20)).isEqualTo("""
                aaaaaaaaaaaaaaaaaaa…
                ^^^^^^^^^^^^^^^^^^^^
                """);
    }

    @Test
    void countsWideCharactersAndWhatIsWrittenForControlCharacters() {
        assertThat(shown("\uD83D\uDE00\u0007a: b", "a: b", 30)).isEqualTo("""
                \uD83D\uDE00\\u0007a: b
                        ^^^^
                """);
    }

    private static String shown(String line, String place, int room) {
        SourceText source = SourceText.of("f", line + "\n");
        int start = line.substring(0, line.indexOf(place)).getBytes(UTF_8).length;
        Excerpt excerpt = Excerpt.of(source.location(start, start + place.length()), room);
        return excerpt.text() + '\n' + " ".repeat(excerpt.before()) + "^".repeat(excerpt.marked()) + '\n';
    }
}
