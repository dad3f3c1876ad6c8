package dev.leastwise.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Outline;
import dev.leastwise.yaml.RandomDocuments;
import dev.leastwise.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Comments are found where they are comments: where other words in them change nothing that the document says. */
class CommentReaderTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_260_106L);
    private static final int DOCUMENTS = 3_000;
    private static final String REMARK = "# leastwise: allow host-pid — why";

    @Test
    @Tag("slow")
    void whatIsFoundIsACommentAndEveryCommentIsFound() {
        System.out.println("comments in random documents: seed " + SEED + " (-Dleastwise.seed)");
        Random random = new Random(SEED);
        RandomDocuments series = RandomDocuments.of(SEED);
        int comments = 0;
        int texts = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = withRemarks(series.next().text(), random);
            SourceText source = SourceText.of("random.yaml", text);
            List<Document.Parsed> documents = parsed(source);
            if (documents.size() != 1 || documents.getFirst().ignored().isPresent() || text.contains("\n---")) {
                for (Document.Parsed document : documents) CommentReader.read(source, document);
                continue;
            }
            String outline = Outline.of(documents.getFirst().root());
            Set<Integer> found = new HashSet<>();
            for (Comment comment : CommentReader.read(source, documents.getFirst())) {
                assertThat(comment.from()).as(text).isBetween(0, comment.to());
                found.add(source.text(0, comment.start()).length());
            }
            for (int at = text.indexOf(REMARK); at >= 0; at = text.indexOf(REMARK, at + 1)) {
                if (at > 0 && " \t\r\n".indexOf(text.charAt(at - 1)) < 0) continue;
                boolean comment = outline.equals(outlineWithout(text, at));
                assertThat(found.contains(at)).as(text).isEqualTo(comment);
                if (comment) comments++;
                else texts++;
            }
        }
        assertThat(comments).isGreaterThan(1_000);
        assertThat(texts).isGreaterThan(100);
    }

    /** Remarks at the ends of some lines, and on lines of their own. */
    private static String withRemarks(String text, Random random) {
        StringBuilder remarked = new StringBuilder();
        for (String line : text.split("(?<=\n)", -1)) {
            boolean whole = line.endsWith("\n") && !line.endsWith("\r\n");
            switch (random.nextInt(6)) {
                case 0 -> remarked.append(whole ? line.substring(0, line.length() - 1) + ' ' + REMARK + '\n' : line);
                case 1 ->
                    remarked.append(" ".repeat(random.nextInt(5)))
                            .append(REMARK)
                            .append('\n')
                            .append(line);
                default -> remarked.append(line);
            }
        }
        return remarked.toString();
    }

    private static String outlineWithout(String text, int at) {
        String other = text.substring(0, at) + REMARK.replace('w', 'x') + text.substring(at + REMARK.length());
        List<Document.Parsed> documents = parsed(SourceText.of("random.yaml", other));
        return documents.size() == 1 ? Outline.of(documents.getFirst().root()) : "";
    }

    private static List<Document.Parsed> parsed(SourceText source) {
        List<Document.Parsed> parsed = new ArrayList<>();
        for (Document document : YamlReader.documents(source)) {
            if (document instanceof Document.Parsed one) parsed.add(one);
        }
        return parsed;
    }

    @Test
    void damagedBytesAreReadToTheEnd() {
        Random random = new Random(SEED);
        RandomDocuments series = RandomDocuments.of(SEED + 1);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = withRemarks(series.next().text(), random).getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(8); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) "\n\r\t :-[]{}&*!|>'\"#%,?\u0085".charAt(random.nextInt(22));
            }
            SourceText source = SourceText.decode("random.yaml", bytes);
            for (Document.Parsed document : parsed(source)) {
                for (Comment comment : CommentReader.read(source, document)) {
                    Allow.parse(comment.text());
                    source.location(comment.start(), comment.end());
                }
            }
        }
    }
}
