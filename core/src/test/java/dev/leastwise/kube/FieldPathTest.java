package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import org.junit.jupiter.api.Test;

class FieldPathTest {

    @Test
    void isShownAsTheNodeShowsItsOwn() {
        SourceText source = SourceText.of("input", "a.b/c: [{x~y: 1}]\n");
        Document.Parsed document =
                (Document.Parsed) KubeReader.documents(source).iterator().next();
        KubeNode node = KubeNode.object(source, document.root())
                .get("a.b/c")
                .items()
                .getFirst()
                .get("x~y");
        assertThat(node.fieldPath())
                .isEqualTo(FieldPath.of("a.b/c").item(0).field("x~y"))
                .hasToString(node.path())
                .hasToString("[\"a.b/c\"][0][\"x~y\"]");
        assertThat(node.fieldPath().pointer()).isEqualTo("/a.b~1c/0/x~0y");
    }

    @Test
    void startsWithWhatItLeadsThrough() {
        FieldPath path = FieldPath.of("spec", "containers").item(1);
        assertThat(path.startsWith(path)).isTrue();
        assertThat(path.startsWith(path.parent())).isTrue();
        assertThat(path.startsWith(FieldPath.OBJECT)).isTrue();
        assertThat(path.startsWith(FieldPath.of("spec", "volumes"))).isFalse();
        assertThat(path.parent().startsWith(path)).isFalse();
        assertThat(FieldPath.OBJECT.parent()).isEqualTo(FieldPath.OBJECT);
    }
}
