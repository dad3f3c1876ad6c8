package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Limits;
import dev.leastwise.yaml.RandomDocuments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever an input holds, it ends in documents, soon, and never in an exception. */
class HostileInputTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_260_102L);
    private static final int DOCUMENTS = 500;
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    @Tag("slow")
    void readsDamagedDocumentsToTheirEnd() {
        System.out.println("damaged documents: seed " + SEED + " (-Dleastwise.seed)");
        Random random = new Random(SEED);
        RandomDocuments series = RandomDocuments.of(SEED);
        assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < DOCUMENTS; i++) {
                byte[] intact = series.next().bytes();
                for (int j = 0; j < 10; j++) read(damage(intact.clone(), random));
            }
        });
    }

    private static byte[] damage(byte[] bytes, Random random) {
        for (int i = random.nextInt(5); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "\n\t :-[]{}&*!|>'\"#%,?\\".charAt(random.nextInt(21));
                case 2 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                default -> {
                    int length = Math.min(random.nextInt(40), bytes.length - at);
                    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
                }
            }
        }
        return bytes;
    }

    private static List<Document> read(byte[] bytes) {
        SourceText source = SourceText.decode("damaged", bytes);
        List<Document> documents = new ArrayList<>();
        for (Document document : KubeReader.documents(source)) {
            documents.add(document);
            switch (document) {
                case Document.Broken broken -> {
                    assertThat(broken.offset()).isBetween(0, source.length());
                    source.location(broken.offset(), broken.offset());
                }
                case Document.Parsed parsed -> JsonText.of(KubeNode.object(source, parsed.root()));
            }
        }
        return documents;
    }

    private static String only(String text) {
        return assertTimeoutPreemptively(SOON, () -> {
            Document document = read(text.getBytes(StandardCharsets.UTF_8)).getFirst();
            return document instanceof Document.Broken broken ? broken.fact() : "parsed";
        });
    }

    @Test
    void boundsTheDepthOfCollections() {
        String fact = "collections are nested more than " + Limits.DEPTH + " deep";
        assertThat(only("a: " + "[".repeat(100_000))).isEqualTo(fact);
        assertThat(only("a: " + "{a: ".repeat(100_000))).isEqualTo(fact);
        assertThat(only("- ".repeat(100_000))).isEqualTo(fact);
        assertThat(only("? ".repeat(100_000))).isEqualTo(fact);
        assertThat(only("{\"a\": " + "[".repeat(100_000))).isEqualTo(fact);
        StringBuilder stairs = new StringBuilder();
        for (int i = 0; i < 2_000; i++) stairs.append(" ".repeat(i)).append("a:\n");
        assertThat(only(stairs.toString())).isEqualTo(fact);
    }

    @Test
    void boundsWhatAliasesStandFor() {
        StringBuilder chain = new StringBuilder("a0: &a0 []\n");
        for (int i = 1; i < 50_000; i++) chain.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
        assertThat(only(chain.toString())).endsWith("deep once aliases are followed");

        String wide = "a: &a [" + "1, ".repeat(400_000) + "1]\nb: *a\nc: *a\n";
        assertThat(only(wide)).endsWith("nodes once aliases are followed");

        StringBuilder laughs = new StringBuilder("a0: &a0 lol\n");
        for (int i = 1; i < 30; i++)
            laughs.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "]\n");
        assertThat(only(laughs.toString())).isEqualTo("the document contains excessive aliasing");
    }

    @Test
    @Tag("slow")
    void takesTimeInProportionToTheLengthOfTokens() {
        int length = 2 << 20;
        assertThat(only("a: " + "x".repeat(length))).isEqualTo("parsed");
        assertThat(only("a: \"" + "x".repeat(length) + "\"")).isEqualTo("parsed");
        assertThat(only("a: \"" + "\\x41".repeat(length / 4) + "\"")).isEqualTo("parsed");
        assertThat(only("a: '" + "x ".repeat(length / 2) + "'")).isEqualTo("parsed");
        assertThat(only("a: |\n " + "x".repeat(length))).isEqualTo("parsed");
        assertThat(only("a: !!str |\n" + " x\n".repeat(length / 3))).isEqualTo("parsed");
        assertThat(only("a: ! " + "x ".repeat(length / 2))).isEqualTo("parsed");
        assertThat(only("#" + "x".repeat(length) + "\na: &b c")).isEqualTo("parsed");
        assertThat(only("a: &b c\nd: [" + "x, ".repeat(length / 3) + "]")).isEqualTo("parsed");
        assertThat(only("a: &b c\n" + "\n".repeat(length))).isEqualTo("parsed");
        assertThat(only("a: " + "1".repeat(length))).isEqualTo("parsed");
        assertThat(only("{\"a\": " + "1".repeat(length) + "}")).isEqualTo("a number is beyond what JSON readers take");
        assertThat(only("{\"a\": \"" + "x".repeat(length) + "\"}")).isEqualTo("parsed");
        assertThat(only("? " + "x".repeat(length) + "\n: 1")).isEqualTo("parsed");
        assertThat(only("x".repeat(length) + ": 1")).isEqualTo("a value stands where none can");
    }
}
