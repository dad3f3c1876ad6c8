package dev.leastwise.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leastwise.source.SourceText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastReaderTest {

    @Test
    void nestsByColumns() {
        assertThat(outline("""
                a: 1
                b:
                  c: x y # why
                  d:
                  - e
                  -
                f:
                """)).isEqualTo("""
                0-40 :
                  0-1 a
                    3-4 1
                  5-6 b
                    10-37 :
                      10-11 c
                        13-16 x y
                      25-26 d
                        30-37 -
                          32-33 e
                          37-37\s
                  38-39 f
                    40-40\s
                """);
    }

    @Test
    void readsCompactItems() {
        assertThat(outline("""
                items:
                - name: web
                  args:
                  - -x
                - - a
                  -
                  - b: c
                    d: e
                -
                  f: g
                """)).isEqualTo("""
                0-70 :
                  0-5 items
                    7-70 -
                      9-33 :
                        9-13 name
                          15-18 web
                        21-25 args
                          29-33 -
                            31-33 -x
                      36-61 -
                        38-39 a
                        43-43\s
                        48-61 :
                          48-49 b
                            51-52 c
                          57-58 d
                            60-61 e
                      66-70 :
                        66-67 f
                          69-70 g
                """);
    }

    @Test
    void foldsPlainAndQuotedText() {
        assertThat(outline("""
                a: one
                  two

                  three
                b: "one
                  two \\
                  three\\tx"
                c: 'it''s

                  so'
                """)).isEqualTo("""
                0-66 :
                  0-1 a
                    3-21 one two\\nthree
                  22-23 b
                    25-49 "one two three\tx"
                  50-51 c
                    53-66 'it's\\nso'
                """);
    }

    @Test
    void chompsAndFoldsBlockScalars() {
        assertThat(outline("""
                a: |
                  one
                   two

                  three

                b: >-
                  one
                  two

                   three
                c: |+
                  x

                d: |2-
                   y
                e: |
                f: 1
                """)).isEqualTo("""
                0-88 :
                  0-1 a
                    3-26 | one\\n two\\n\\nthree\\n
                  28-29 b
                    31-55 > one two\\n\\n three
                  56-57 c
                    59-65 | x\\n\\n
                  67-68 d
                    70-78 |  y
                  79-80 e
                    82-83 |\s
                  84-85 f
                    87-88 1
                """);
    }

    @Test
    void readsFlowCollections() {
        assertThat(outline("""
                a: [x, "y", {b: c, d, e: }, ]
                f: {"g":1,
                  h: [
                  1, # why
                  2
                ]}
                i: {}
                j: {{k}}
                """)).isEqualTo("""
                0-80 :
                  0-1 a
                    3-29 []
                      4-5 x
                      7-10 "y"
                      12-26 {}
                        13-14 b
                          16-17 c
                        19-20 d
                          20-20\s
                        22-23 e
                          24-24\s
                  30-31 f
                    33-65 {}
                      34-37 "g"
                        38-39 1
                      43-44 h
                        46-64 []
                          50-51 1
                          61-62 2
                  66-67 i
                    69-71 {}
                  72-73 j
                    75-80 {}
                      76-79 {}
                        77-78 k
                          78-78\s
                        79-79\s
                """);
    }

    @Test
    void readsAnchorsAliasesMergesAndTags() {
        assertThat(outline("""
                a: &x
                  b: 1
                c:
                  <<: *x
                d: &y !!str 5
                e: [*y, !t z]
                """)).isEqualTo("""
                0-52 :
                  0-1 a
                    3-12 &x :
                      8-9 b
                        11-12 1
                  13-14 c
                    18-24 :
                      18-20 <<
                        22-24 *x
                  25-26 d
                    28-38 &y !!str 5
                  39-40 e
                    42-52 []
                      43-45 *y
                      47-51 !t z
                """);
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(outline("é: [ü, \"\\u00e4\\x41\"]\r\nb: |\r\n  漢\r\n  字\r\n"))
                .isEqualTo("""
                0-42 :
                  0-2 é
                    4-22 []
                      5-7 ü
                      9-21 "äA"
                  24-25 b
                    27-42 | 漢\\n字\\n
                """);
    }

    @Test
    void beginsBehindASeparator() {
        assertThat(outline("--- # one\n\n- a\n")).isEqualTo("""
                11-14 -
                  13-14 a
                """);
    }

    @Test
    void findsNothingBetweenComments() {
        assertThat(read("\n# a comment\n  # another\n   \n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b\n c: d",
                "a:\n    b: c\n  d: e",
                "- a: b\n c",
                "a: b: c",
                "a: - b",
                "a:b",
                "a\n",
                "a: 'b' c",
                "a: \"b\"# c",
                "a: b\n# c\n  d",
                "a: b # c\n  d",
                "a: @b",
                "a: `b",
                "a: %b",
                "a: ?b",
                "\ta: b",
                "a:\n\t- b",
                "-\ta",
                "a: b\n...\n",
                "a: \"\\/\"",
                "--- a\n",
                "--- {a: b}",
                "a: &b\n  c: *b",
                "a: &b 1\nc: &b [*b]",
                "a: &b &c d",
                "a: {...\n...\n}",
                "%YAML 1.1\na: b",
                "? a\n: b",
                "a: ! b",
                "&a b: c",
                "a: *b",
                "a: &b [*b]",
                "a: 'b",
                "a: \"b\\q\"",
                "a: \"\\ud83d\\ude00\"",
                "a: \"b\nc\"",
                "'a\n b': c",
                "a: [b",
                "a: [b]c",
                "a: [b c: d]",
                "a: [- b]",
                "a: [b,, c]",
                "a: {b:}",
                "a: {b\n: c}",
                "[a, b]: c",
                "a: |x\n  b",
                "a: |\n    \n  b",
                "a: |\n  b\n\tc",
                "a: b\u0001",
                "a: b\u007f",
                "a: b\u0085",
                "a: b\u2028c",
                "a: b\ufeff",
                "a: b\uffff",
                "a: b\rc: d",
            })
    void handsOver(String text) {
        assertThatExceptionOfType(HandOver.class).isThrownBy(() -> read(text));
    }

    @Test
    void handsOverKeysThatAreTooLong() {
        assertThat(read("k".repeat(1024) + ": v")).isPresent();
        assertThatExceptionOfType(HandOver.class).isThrownBy(() -> read("k".repeat(1025) + ": v"));
    }

    @Test
    void handsOverWhatIsNestedTooDeep() {
        assertThat(read("- ".repeat(100) + "a")).isPresent();
        assertThatExceptionOfType(HandOver.class).isThrownBy(() -> read("- ".repeat(Limits.DEPTH + 1) + "a"));
        assertThatExceptionOfType(HandOver.class).isThrownBy(() -> read("[".repeat(100_000)));
        assertThatExceptionOfType(HandOver.class).isThrownBy(() -> read("a: " + "!b ".repeat(100_000)));
        assertThatExceptionOfType(HandOver.class).isThrownBy(() -> read("a: [" + "!b ".repeat(100_000)));
    }

    private static String outline(String text) {
        Document.Parsed document = (Document.Parsed) read(text).orElseThrow();
        return Outline.of(document.root());
    }

    private static Optional<Document> read(String text) {
        SourceText source = SourceText.of("test", text);
        return FastReader.readAlone(source, 0, source.length(), 1);
    }
}
