package dev.leastwise.change;

import static dev.leastwise.change.Editing.edit;
import static dev.leastwise.change.Editing.move;
import static dev.leastwise.change.Editing.remove;
import static dev.leastwise.change.Editing.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.Edit.Edited;
import dev.leastwise.kube.Manifest;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes in texts of several documents and objects, and at the edges of a text. */
class DocumentsTest {

    @Test
    void leavesSeparatorsAndOtherDocumentsAlone() {
        edit("""
                --- # first
                apiVersion: v1
                kind: Pod
                a: 1 # a
                --- # second
                # of the second
                apiVersion: v1
                kind: Pod
                a: 1
                ...
                ---
                kind: none
                """, set("b", "1"), remove("a")).gives("""
                --- # first
                apiVersion: v1
                kind: Pod
                b: 1
                --- # second
                # of the second
                apiVersion: v1
                kind: Pod
                a: 1
                ...
                ---
                kind: none
                """);
    }

    @Test
    void addsBeforeTheEndOfADocumentAndWhatIsIgnoredBehindIt() {
        edit("apiVersion: v1\nkind: Pod\n... # end\nignored: [\n", set("a.b", "1"))
                .gives("apiVersion: v1\nkind: Pod\na:\n  b: 1\n... # end\nignored: [\n");
    }

    @Test
    void editsAllObjectsOfAFileAtOnce() {
        SourceText before = SourceText.of("input", """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Pod
                  a: 1 # a
                - {apiVersion: v1, kind: Pod}
                ---
                apiVersion: v1
                kind: Pod
                """);
        List<Document> documents = Manifests.documents(before);
        List<Edited> edits = new ArrayList<>();
        for (Document document : documents) {
            Document.Parsed parsed = (Document.Parsed) document;
            Editor editor = new Editor(before, parsed);
            for (Manifest object : Manifest.of(before, parsed)) {
                edits.add((Edited) editor.edit(object, List.of(set("b.c", "1"))));
            }
        }
        SourceText after = Proof.apply(before, edits);
        assertThat(after.text(0, after.length())).isEqualTo("""
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Pod
                  a: 1 # a
                  b:
                    c: 1
                - {apiVersion: v1, kind: Pod, b: {c: 1}}
                ---
                apiVersion: v1
                kind: Pod
                b:
                  c: 1
                """);
        assertThat(Proof.doubt(before, documents, after, edits)).isEmpty();
    }

    @Test
    void endsTheLastLineOnlyWhereBlankLinesAreText() {
        edit("apiVersion: v1\nkind: Pod\na: |+\n  text\n\nb: 1", remove("b"))
                .givesJust("apiVersion: v1\nkind: Pod\na: |+\n  text\n\n");
        edit("apiVersion: v1\nkind: Pod\na: |\n  text\n\nb: 1", remove("b"))
                .givesJust("apiVersion: v1\nkind: Pod\na: |\n  text");
        edit("apiVersion: v1\nkind: Pod\na: |+\n  text\n\nb: 1", move("a", "c.a"))
                .givesJust("apiVersion: v1\nkind: Pod\nb: 1\nc:\n  a: |+\n    text\n\n");
    }

    @Test
    void takesBlankLinesAwayThatWouldBecomeTextWhereOthersGo() {
        String text = "apiVersion: v1\nkind: Pod\na: |+\n  text\n\nb: 1\n\n\nc: 2";
        String after = "apiVersion: v1\nkind: Pod\nb: 1\nd:\n  a: |+\n    text\n\n";
        edit(text, move("a", "d.a"), remove("c")).givesJust(after);
        edit(text + "\n\n", move("a", "d.a"), remove("c")).givesJust(after);
    }

    @Test
    void takesTheLineBreakOfTheLinesAround() {
        edit("apiVersion: v1\r\nkind: Pod\r\na:\r\n  b: 1\nc:\n  d: 1\n", set("a.x", "1"), set("c.x", "1"))
                .givesJust("apiVersion: v1\r\nkind: Pod\r\na:\r\n  b: 1\n  x: 1\nc:\n  d: 1\n  x: 1\n");
    }

    @Test
    void leavesTabsBehindColonsAlone() {
        edit("apiVersion: v1\nkind: Pod\na:\t1\t# a\nb:\t\nc:\t~ # c\n", set("a", "2"), set("b", "1"), set("c.x", "1"))
                .givesJust("apiVersion: v1\nkind: Pod\na:\t2\t# a\nb: 1\t\nc: # c\n  x: 1\n");
    }

    @Test
    void indentsJsonWithTheTabsOfTheFile() {
        edit(
                        "{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"Pod\",\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}\n",
                        set("a.c.d", "[1]"))
                .givesJust("{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"Pod\",\n\t\"a\": {\n\t\t\"b\": 1,\n\t\t\"c\": {"
                        + "\n\t\t\t\"d\": [\n\t\t\t\t1\n\t\t\t]\n\t\t}\n\t}\n}\n");
    }
}
