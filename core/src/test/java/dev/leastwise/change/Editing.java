package dev.leastwise.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.Edit.Edited;
import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.change.Edit.Refused;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Edits the first object of a text, for tests: changes are written with dots in paths and values in JSON. */
final class Editing {

    private final String text;
    private final List<Change> changes;

    private Editing(String text, List<Change> changes) {
        this.text = text;
        this.changes = changes;
    }

    static Editing edit(String text, Change... changes) {
        return new Editing(text, List.of(changes));
    }

    static Change set(String path, String json) {
        return new Change.Set(at(path), tree(json));
    }

    static Change append(String path, String json) {
        return new Change.Append(at(path), tree(json));
    }

    static Change remove(String path) {
        return new Change.Remove(at(path));
    }

    static Change removeOverridden(String path) {
        return new Change.Remove(at(path), Change.Effect.NONE);
    }

    static Change move(String path, String to) {
        return new Change.Move(at(path), at(to));
    }

    static FieldPath at(String path) {
        FieldPath at = FieldPath.OBJECT;
        for (String step : path.split("\\.", -1)) {
            at = step.matches("\\d+") ? at.item(Integer.parseInt(step)) : at.field(step);
        }
        return at;
    }

    static Tree tree(String json) {
        SourceText text = SourceText.of("value", "{\"value\": " + json + "}");
        Document.Parsed document = (Document.Parsed) Manifests.documents(text).getFirst();
        return Tree.of(KubeNode.object(text, document.root()).get("value"));
    }

    /** The text must become another one; so it must with CRLF, behind a byte order mark, and without its last line break. */
    Editing gives(String after) {
        assertThat(after(text)).isEqualTo(after);
        assertThat(after(text.replace("\n", "\r\n"))).isEqualTo(after.replace("\n", "\r\n"));
        assertThat(after(unended(text))).isEqualTo(unended(after));
        byte[] marked = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
        assertThat(edited(SourceText.decode("input", marked)).encoded())
                .isEqualTo(("\ufeff" + after).getBytes(StandardCharsets.UTF_16LE));
        return this;
    }

    /** The text as it stands must become another one. */
    Editing givesJust(String after) {
        assertThat(after(text)).isEqualTo(after);
        return this;
    }

    private static String unended(String lines) {
        return lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
    }

    /** The comments that go. */
    Editing taking(String... comments) {
        assertThat(((Edited) edit(SourceText.of("input", text))).commentsTaken())
                .containsExactly(comments);
        return this;
    }

    /** Nothing must be edited: because of what, where and what is said. */
    void isRefused(Obstacle obstacle, int line, String fact, String remedy) {
        Edit edit = edit(SourceText.of("input", text));
        assertThat(edit).isInstanceOf(Refused.class);
        Refused refused = (Refused) edit;
        assertThat(refused.obstacle() + " in line " + refused.at().line() + ": " + refused.fact() + "; "
                        + refused.remedy())
                .isEqualTo(obstacle + " in line " + line + ": " + fact + "; " + remedy);
    }

    private String after(String before) {
        SourceText after = edited(SourceText.of("input", before));
        return after.text(0, after.length());
    }

    private SourceText edited(SourceText before) {
        Edit edit = edit(before);
        assertThat(edit).isInstanceOf(Edited.class);
        SourceText after = Proof.apply(before, List.of((Edited) edit));
        return after;
    }

    private Edit edit(SourceText source) {
        List<Document> documents = Manifests.documents(source);
        Document.Parsed document = (Document.Parsed) documents.getFirst();
        Edit edit =
                new Editor(source, document).edit(Manifest.of(source, document).getFirst(), changes);
        if (edit instanceof Edited edited) {
            SourceText after = Proof.apply(source, List.of(edited));
            assertThat(Proof.doubt(source, documents, after, List.of(edited))).isEmpty();
        }
        return edit;
    }
}
