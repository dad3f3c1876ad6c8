package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kubectl refuses, what it drops, and how it cuts an input, each seen with a real one. */
class KubeReaderTest {

    @Test
    void refusesNullAsAKeyAndNumbersThatJsonLacks() {
        assertThat(read("a: {~: 1}")).containsExactly("!4 a key is null");
        assertThat(read("a: {18446744073709551615: 1}")).containsExactly("!4 a key is a number beyond int64");
        assertThat(read("a: .nan")).containsExactly("!3 JSON has no number .nan");
        assertThat(read("a: !!float -.Inf")).containsExactly("!3 JSON has no number -.Inf");
    }

    @Test
    void takesThemWhereTheyAreNotInEffect() {
        assertThat(read("a: .nan\na: 1")).containsExactly("{\"a\":1,}");
        assertThat(read("a: {~: 1}\n<<: {a: 2}")).containsExactly("{\"a\":2,}");
    }

    @Test
    void refusesTheseEvenWhereTheyAreNotInEffect() {
        assertThat(read("a: !!int x\na: 1")).containsExactly("!3 the value is not what its tag !!int says");
        assertThat(read("a: {[b]: c}\na: 1")).containsExactly("!4 a key is a mapping or a list");
        assertThat(read("a: !!binary '*'")).containsExactly("!3 the value is not what its tag !!binary says");
    }

    @Test
    void mergesOnlyMappings() {
        String fact = "!4 << merges what is no mapping";
        assertThat(read("<<: 1")).containsExactly(fact);
        assertThat(read("<<: ~")).containsExactly(fact);
        assertThat(read("<<: [1]")).containsExactly(fact);
        assertThat(read("<<: [[{a: 1}]]")).containsExactly(fact);
        assertThat(read("a: &a [{b: 1}]\n<<: *a")).containsExactly("!19 << merges what is no mapping");
        assertThat(read("<<: [{a: 1}, {a: 2, b: 3}]")).containsExactly("{\"a\":1,\"b\":3,}");
        assertThat(read("'<<': 1")).containsExactly("{\"<<\":1,}");
    }

    @Test
    void refusesAnchorsThatContainThemselvesAndUnknownOnes() {
        assertThat(read("a: &x [*x]")).containsExactly("!7 anchor 'x' contains itself");
        assertThat(read("a: &x 1\nb: &x [*x]")).containsExactly("!15 anchor 'x' contains itself");
        assertThat(read("a: *x")).containsExactly("!3 unknown anchor 'x' referenced");
    }

    @Test
    void refusesExcessiveAliasing() {
        StringBuilder text = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int i = 1; i < 5; i++) {
            text.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(10) + "]\n");
        }
        assertThat(read(text.toString())).singleElement().asString().contains("excessive aliasing");
    }

    /** As many as kubectl takes of an anchor of so many items. */
    @ParameterizedTest
    @CsvSource({"100, 3923", "1000, 110", "60, 6860", "400, 133"})
    void refusesAsManyAliasesAsKubectl(int items, int aliases) {
        assertThat(read(aliasing(items, aliases))).singleElement().asString().startsWith("{");
        assertThat(read(aliasing(items, aliases + 1)))
                .singleElement()
                .asString()
                .endsWith(" the document contains excessive aliasing");
    }

    private static String aliasing(int items, int aliases) {
        return "a: &a [" + "1, ".repeat(items - 1) + "1]\nb: [" + "*a, ".repeat(aliases - 1)
                + "*a]\napiVersion: v1\nkind: Thing\nmetadata: {name: x}\n";
    }

    @Test
    void checksKeysAndItemsWhereverTheyStand() {
        assertThat(read("a: [{b: .nan}]")).containsExactly("!8 JSON has no number .nan");
        assertThat(read("a: [1, -.inf]")).containsExactly("!7 JSON has no number -.inf");
        assertThat(read("a: {!!int x : 1}")).containsExactly("!4 the value is not what its tag !!int says");
        assertThat(read("b: &x ~\na: {*x : 1}")).containsExactly("!12 a key is null");
        assertThat(read("b: &x 1\na: {*x : 1}")).containsExactly("{\"a\":{\"1\":1,},\"b\":1,}");
        assertThat(read("b: &x .nan\nb: 1\na: *x")).containsExactly("!19 JSON has no number .nan");
        assertThat(read("a: {null: 1}")).containsExactly("!4 a key is null");
        assertThat(read("a: {Null: 1}")).containsExactly("!4 a key is null");
        assertThat(read("a: {NULL: 1}")).containsExactly("!4 a key is null");
        assertThat(read("a: {'~': 1, nULL: 2}")).containsExactly("{\"a\":{\"nULL\":2,\"~\":1,},}");
        assertThat(read("b: &x {c: 1}\n<<: [*x, *x]")).containsExactly("{\"b\":{\"c\":1,},\"c\":1,}");
    }

    @Test
    void readsYaml11Alone() {
        assertThat(read("%YAML 1.2\r---\ra: b"))
                .containsExactly("!0 the document asks for YAML 1.2, and Kubernetes reads 1.1");
        assertThat(read("%YAML 1.1\r---\ra: b")).containsExactly("{\"a\":\"b\",}");
        // kubectl cuts the directive off from its document
        assertThat(read("%YAML 1.1\n---\na: b")).hasSize(2).first().asString().startsWith("!");
    }

    @Test
    void saysWhereTextBeginsThatIsDropped() {
        assertThat(read("a: 1\n...\nb: 2")).containsExactly("{\"a\":1,} drops from 9");
        assertThat(read("  a: 1\nb: 2")).containsExactly("{\"a\":1,} drops from 7");
        assertThat(read("a: 1\r---\rb: 2")).containsExactly("{\"a\":1,} drops from 5");
        assertThat(read("a: 1\n...\n# nothing\n...\n")).containsExactly("{\"a\":1,}");
    }

    @Test
    void cutsAtLinesThatBeginWithThreeDashes() {
        assertThat(read("---\na: 1\n--- # c\nb: 2\n---\n# none\n---\n---\nc: 3"))
                .containsExactly("{\"a\":1,}", "{\"b\":2,}", "{\"c\":3,}");
        assertThat(read("a: |\n  x\n---\n")).containsExactly("{\"a\":\"x\\u000a\",}");
        assertThat(read("a: 1\n---\u00a0\nb: 2")).containsExactly("{\"a\":1,}", "{\"b\":2,}");
        String fact = "a line begins with --- and holds more than a comment";
        assertThat(read("a: 1\n---b\nc: 2")).containsExactly("!5 " + fact);
        assertThat(read("a: 1\n---\nb: 2\n--- {c: 3}")).containsExactly("{\"a\":1,}", "!14 " + fact);
    }

    @Test
    void readsJsonValuesOneBehindTheOther() {
        assertThat(read("{\"a\":1} \n{\"a\":2}null{\"a\":3}"))
                .containsExactly("{\"a\":1,}", "{\"a\":2,}", "{\"a\":3,}");
        assertThat(read("{\"a\":1,\"a\":1000.0,\"b\":\"\\ud83d\\ude00\\/\\ud83d\"}"))
                .containsExactly("{\"a\":1000,\"b\":\"\\ud83d\\ude00/\\ufffd\",}");
        assertThat(read("{\"a\":yes}")).containsExactly("{\"a\":true,}");
        assertThat(read("{\"a\":1}\n---\nb: 2")).containsExactly("{\"a\":1,}", "{\"b\":2,}");
        assertThat(read("{\"a\":1}{\"b\":2}\n---\nc: 3"))
                .containsExactly("{\"a\":1,}", "{\"b\":2,}", "!16 a value is none of JSON's");
        assertThat(read("{\"a\":1}\n]")).containsExactly("{\"a\":1,}", "!8 a value is none of JSON's");
        assertThat(read("{\"a\":1e400}{\"a\":1}"))
                .containsExactly("!5 a number is beyond what JSON readers take", "{\"a\":1,}");
        assertThat(read("{\"a\": [1,")).containsExactly("!9 the JSON ends too early");
    }

    @Test
    void takesANumberWithoutFractionForAWholeOneAsKubectlSendsIt() {
        assertThat(object("{\"a\": 1000.0}").get("a").integer()).contains(1000L);
        assertThat(object("{\"a\": 1000.5}").get("a").integer()).isEmpty();
        assertThat(object("a: 1000.0").get("a").integer()).contains(1000L);
    }

    @Test
    void decodesByTheByteOrderMark() {
        String text = "\ufeffa: \u00e9\ud83d\ude00\n";
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(read(SourceText.decode("x", text.getBytes(charset))))
                    .containsExactly("{\"a\":\"\\u00e9\\ud83d\\ude00\",}");
        }
        byte[] halves = {(byte) 0xFE, (byte) 0xFF, 0, 'a', 0, ':', 0, ' ', (byte) 0xD8, 0x3D, 0, 'b', 7};
        assertThat(read(SourceText.decode("x", halves))).containsExactly("{\"a\":\"\\ufffdb\\ufffd\",}");
        byte[] markedNoUtf8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', ':', ' ', (byte) 0xFF};
        assertThat(read(SourceText.decode("x", markedNoUtf8))).containsExactly("!3 bytes that are no UTF-8 text");
        byte[] noUtf8 = {'a', ':', ' ', (byte) 0xE2, (byte) 0x82, 'b', (byte) 0xFF};
        assertThat(read(SourceText.decode("x", noUtf8))).containsExactly("{\"a\":\"\\ufffdb\\ufffd\",}");
    }

    @Test
    void breaksLinesWhereYaml11Does() {
        assertThat(read("a: 1\u0085b: 2\u2028c: 'x\u2028y'\rd: |\u2029  z"))
                .containsExactly("{\"a\":1,\"b\":2,\"c\":\"x\\u2028y\",\"d\":\"z\\u000a\",}");
        assertThat(read("a: 'x\r\r\ny'")).containsExactly("{\"a\":\"x y\",}");
    }

    @Test
    void refusesControlCharacters() {
        assertThat(read("a: b\u0001")).containsExactly("!4 a control character");
        assertThat(read("a: 'b\u0080'")).containsExactly("!5 a control character");
        assertThat(read("a: \"b\\/\"")).containsExactly("!5 an escape is unknown");
        assertThat(read("a: \"b\\'\"")).containsExactly("{\"a\":\"b'\",}");
    }

    private static List<String> read(String text) {
        return read(SourceText.of("input", text));
    }

    private static List<String> read(SourceText source) {
        List<String> documents = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            documents.add(
                    switch (document) {
                        case Document.Broken broken -> "!" + broken.offset() + " " + broken.fact();
                        case Document.Parsed parsed ->
                            JsonText.of(KubeNode.object(source, parsed.root()))
                                    + (parsed.ignored().isPresent()
                                            ? " drops from " + parsed.ignored().getAsInt()
                                            : "");
                    });
        }
        return documents;
    }

    private static KubeNode object(String text) {
        SourceText source = SourceText.of("input", text);
        Document document = KubeReader.documents(source).iterator().next();
        return KubeNode.object(source, ((Document.Parsed) document).root());
    }
}
