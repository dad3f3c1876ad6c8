package dev.leastwise.change;

import static dev.leastwise.change.Editing.remove;
import static dev.leastwise.change.Editing.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.Edit.Edited;
import dev.leastwise.kube.Manifest;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits that do not keep their promises are found out. */
class ProofTest {

    private static final String TEXT = """
            # top
            apiVersion: v1
            kind: Pod
            a: 1 # a
            b: 2
            ---
            apiVersion: v1
            kind: Pod
            c: 3
            """;

    private final SourceText before = SourceText.of("input", TEXT);
    private final List<Document> documents = Manifests.documents(before);
    private final Manifest object =
            Manifest.of(before, (Document.Parsed) documents.getFirst()).getFirst();

    private String doubt(String text, String replacement, Change change, String... taken) {
        int start = TEXT.indexOf(text);
        TextEdit edit = new TextEdit(start, start + text.length(), replacement);
        Edited edited = new Edited(object, List.of(change), List.of(edit), List.of(taken));
        return Proof.doubt(before, documents, Proof.apply(before, List.of(edited)), List.of(edited))
                .orElse("none");
    }

    @Test
    void whatIsPromisedIsProved() {
        assertThat(doubt("a: 1", "a: 5", set("a", "5"))).isEqualTo("none");
        assertThat(doubt("a: 1 # a\n", "", remove("a"), "# a")).isEqualTo("none");
    }

    @Test
    void anotherValueIsFound() {
        assertThat(doubt("a: 1", "a: \"5\"", set("a", "5"))).startsWith("document 1 says ");
        assertThat(doubt("b: 2", "b: 3", set("a", "1"))).startsWith("document 1 says ");
    }

    @Test
    void aLostCommentIsFound() {
        assertThat(doubt("a: 1 # a\n", "", remove("a"))).startsWith("the comments were ");
        assertThat(doubt("a: 1", "a: 5 # new", set("a", "5"))).startsWith("the comments were ");
    }

    @Test
    void anotherDocumentIsFound() {
        assertThat(doubt("c: 3", "c: 4", set("a", "1"))).isEqualTo("document 2 differs, and nothing changed in it");
        assertThat(doubt("c: 3", "c:  3", set("a", "1"))).isEqualTo("document 2 differs, and nothing changed in it");
        assertThat(doubt("---\n", "", set("a", "1"))).isEqualTo("there are 1 documents, and were 2");
    }

    @Test
    void whatCannotBeReadIsFound() {
        assertThat(doubt("a: 1", "a: [", set("a", "1"))).startsWith("document 1 cannot be read: ");
    }

    @Test
    void otherLineBreaksAreFound() {
        assertThat(doubt("a: 1 # a\n", "a: 5 # a\r\n", set("a", "5")))
                .isEqualTo("a line ends with CRLF, and all with LF before");
        assertThat(doubt("c: 3\n", "c: 3", set("a", "1"))).isEqualTo("the end of the last line differs");
    }

    @Test
    void bytesOutsideOfTheEditsAreCompared() {
        SourceText other = SourceText.of("input", TEXT.replace("b: 2", "b:  2"));
        assertThat(Proof.doubt(before, documents, other, List.of())).contains("bytes outside of the edits differ");
    }
}
