package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what is found without effect to what {@link KubeNode} leaves out. */
class LostEntriesTest {

    @Test
    void findsKeysHoweverTheyAreWritten() {
        assertThat(lost("""
                a: 1
                'a': 2
                "\\u0061": 3
                yes: 1
                "true": 2
                16: 1
                0x10: 2
                é: 1
                "\\u00e9": 2
                !!str a: 4
                """))
                .containsExactly("1 a -> 10", "2 a -> 10", "3 a -> 10", "4 true -> 5", "6 16 -> 7", "8 é -> 9");
    }

    /** Each spelling beside the name that it becomes, in mappings of two sizes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "y: true",
                "Y: true",
                "yes: true",
                "Yes: true",
                "YES: true",
                "on: true",
                "On: true",
                "ON: true",
                "True: true",
                "TRUE: true",
                "n: false",
                "N: false",
                "no: false",
                "No: false",
                "NO: false",
                "off: false",
                "Off: false",
                "OFF: false",
                "False: false",
                "FALSE: false",
                "0x1F: 31",
                "+7: 7",
                "1.50: 1.5",
                "1e3: 1000",
                "! x: x",
                "!!str true: true",
                "&a yes: true",
                "&a name: name",
                "'it''s': it's",
                "\"a\\x62\": ab",
                "? \"a\\\n  b\"\n: ab",
                "? 'a\n  b'\n: a b",
                "? |-\n  text\n: text",
                "? >-\n  text\n: text",
                "/: /",
                "_x: _x",
                "$x: $x",
                "yes : true",
                "name: name",
                "n_: n_",
                "true: true",
                "'': ''",
            })
    void findsEverySpellingOfAName(String spelling) {
        int colon = spelling.lastIndexOf(": ");
        String key = spelling.substring(0, colon) + ": 1";
        String name = spelling.substring(colon + 2).replace("''", "");
        String few = key + "\n\"" + name + "\": 2\n";
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 40; i++) many.append("field" + i + ": 1\n");
        assertThat(LostEntries.of(root(few))).hasSize(1);
        assertThat(LostEntries.of(root(many + few))).hasSize(1);
    }

    @Test
    void findsWhatStandsDeep() {
        String text = "{a: [".repeat(20) + "{x: 1, x: 2}" + "]}".repeat(20);
        assertThat(lost(text)).containsExactly("1 " + "a[0].".repeat(20) + "x -> 1");
    }

    @Test
    void tellsApartWhatOnlyLooksAlike() {
        assertThat(lost("""
                yes: 1
                "yes": 2
                Ab: 1
                ab: 2
                abcdefghijklmnop: 1
                abcdefghXjklmnop: 2
                "<<": 1
                """)).isEmpty();
    }

    @Test
    void takesMergesWhereTheyStand() {
        assertThat(lost("""
                base: &base {a: 1, b: 2}
                other: &other {a: 3}
                before:
                  a: 9
                  <<: *base
                after:
                  <<: *base
                  a: 9
                both:
                  a: 9
                  <<: *base
                  a: 8
                list:
                  a: 9
                  <<: [*other, *base]
                  b: 7
                two:
                  <<: *base
                  c: 1
                  <<: *other
                """)).containsExactly("4 before.a => 1", "10 both.a -> 12", "14 list.a => 2");
    }

    @Test
    void looksIntoNothingThatIsLost() {
        assertThat(lost("""
                a: {x: 1, x: 2}
                a: [{b: 1, b: 2}, &n {z: 1, z: 2}, *n]
                """)).containsExactly("1 a -> 2", "2 a[0].b -> 2", "2 a[1].z -> 2");
    }

    @Test
    void saysWhereInAList() {
        KubeNode list = root("""
                apiVersion: v1
                kind: List
                metadata: {x: 1, x: 2}
                items:
                - {a: 1, a: 2}
                """);
        assertThat(texts(LostEntries.around(list))).containsExactly("3 metadata.x -> 3");
        assertThat(texts(LostEntries.of(list.get("items").items().getFirst()))).containsExactly("5 items[0].a -> 5");
    }

    /** Mappings of all sizes, with keys that share most of what is looked at first. */
    @Test
    void findsWhatIsLeftOut() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(seed % 10 == 0 ? 400 : 30);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < size; i++) {
                String key = "k" + (char) ('a' + random.nextInt(26)) + random.nextInt(size) + "y";
                text.append(random.nextInt(5) == 0 ? '"' + key + '"' : key)
                        .append(": v")
                        .append(i)
                        .append('\n');
            }
            KubeNode root = root(text.toString());
            List<LostEntry> lost = LostEntries.of(root);
            assertThat(lost).as("seed %s", seed).hasSize(size - root.fields().size());
            assertThat(lost)
                    .allSatisfy(entry -> assertThat(entry.winner().text())
                            .isEqualTo(root.get(entry.entry().name()).text()));
        }
    }

    private static List<String> lost(String text) {
        return texts(LostEntries.of(root(text)));
    }

    private static List<String> texts(List<LostEntry> entries) {
        List<String> texts = new ArrayList<>();
        for (LostEntry lost : entries) {
            texts.add(lost.entry().location().line() + " " + lost.entry().path() + (lost.merged() ? " => " : " -> ")
                    + lost.winner().location().line());
        }
        return texts;
    }

    private static KubeNode root(String text) {
        SourceText source = SourceText.of("a.yaml", text);
        Document document = KubeReader.documents(source).iterator().next();
        return KubeNode.object(source, ((Document.Parsed) document).root());
    }
}
