package dev.leastwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final CommandSpec SPEC = new CommandSpec(
            "test",
            "",
            Values.ANY,
            "",
            List.of(),
            List.of(
                    OptionSpec.value("output", "FORMAT", "").letter('o'),
                    OptionSpec.flag("verbose", "").letter('v'),
                    OptionSpec.flag("quiet", "").letter('q'),
                    OptionSpec.planned("later", "VALUE")));

    @Test
    void takesOptionsAndOperandsInAnyOrder() {
        Arguments arguments = parse("a", "--verbose", "-", "--output", "json", "b");

        assertThat(arguments.operands()).containsExactly("a", "-", "b");
        assertThat(arguments.has("verbose")).isTrue();
        assertThat(arguments.has("quiet")).isFalse();
        assertThat(arguments.value("output")).contains("json");
    }

    @Test
    void takesEveryFormOfAValue() {
        Arguments arguments = parse("-o", "a", "-ob", "--output", "c", "--output=d=e", "--output=", "-o", "--verbose");

        assertThat(arguments.values("output")).containsExactly("a", "b", "c", "d=e", "", "--verbose");
        assertThat(arguments.value("output")).contains("--verbose");
        assertThat(arguments.has("verbose")).isFalse();
        assertThat(arguments.operands()).isEmpty();
    }

    @Test
    void takesLettersTogether() {
        Arguments arguments = parse("-vqojson", "-o=x");

        assertThat(arguments.has("verbose")).isTrue();
        assertThat(arguments.has("quiet")).isTrue();
        assertThat(arguments.values("output")).containsExactly("json", "=x");
    }

    @Test
    void takesOnlyOperandsBehindTwoDashes() {
        Arguments arguments = parse("-v", "--", "--quiet", "--", "-o");

        assertThat(arguments.operands()).containsExactly("--quiet", "--", "-o");
        assertThat(arguments.has("quiet")).isFalse();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(error("--output")).isEqualTo("--output needs a value; see leastwise test --help");
        assertThat(error("-vo")).isEqualTo("--output needs a value; see leastwise test --help");
        assertThat(error("--quiet=yes")).isEqualTo("--quiet takes no value");
        assertThat(error("--verbos=yes")).isEqualTo("unknown option --verbos; did you mean --verbose?");
        assertThat(error("-vx")).isEqualTo("unknown option -x; see leastwise test --help");
        assertThat(error("--later", "x")).isEqualTo("--later is not built yet; leave it out");
        assertThat(error("--latr", "x")).isEqualTo("unknown option --latr; see leastwise test --help");
    }

    private static Arguments parse(String... words) {
        return Arguments.parse(SPEC, List.of(words));
    }

    private static String error(String... words) {
        try {
            parse(words);
            return "";
        } catch (UsageError e) {
            return e.text();
        }
    }
}
