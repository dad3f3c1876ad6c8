package dev.leastwise.change;

import static dev.leastwise.change.Editing.append;
import static dev.leastwise.change.Editing.edit;
import static dev.leastwise.change.Editing.move;
import static dev.leastwise.change.Editing.remove;
import static dev.leastwise.change.Editing.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.change.Edit.Obstacle;
import dev.leastwise.change.Edit.Refused;
import dev.leastwise.kube.Manifest;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in the way of an edit, and what goes in spite of it. */
class RefusalsTest {

    private static final String SHARED = """
            apiVersion: v1
            kind: Pod
            spec:
              base: &base
                user: 1
              a:
                securityContext: *base
              b:
                securityContext:
                  <<: *base
                  group: 2
              c: &unused
                x: 1
            """;

    @Test
    void anAliasIsNotChangedWhereItStands() {
        edit(SHARED, set("spec.a.securityContext.new", "1"))
                .isRefused(
                        Obstacle.ALIAS,
                        7,
                        "\"securityContext\" is written elsewhere, and stands here as *base",
                        "write it out here instead of the alias, or change it where &base stands");
    }

    @Test
    void anAliasIsReplacedAndRemovedAsAWhole() {
        edit(SHARED, set("spec.a.securityContext", "{\"x\": 1}"), remove("spec.b.securityContext.group"))
                .gives("""
                        apiVersion: v1
                        kind: Pod
                        spec:
                          base: &base
                            user: 1
                          a:
                            securityContext:
                              x: 1
                          b:
                            securityContext:
                              <<: *base
                          c: &unused
                            x: 1
                        """);
    }

    @Test
    void whatAliasesStandForIsNotChanged() {
        edit(SHARED, set("spec.base.user", "2"))
                .isRefused(
                        Obstacle.ANCHOR,
                        4,
                        "this is used elsewhere as *base, and a change here would change that too",
                        "write it out where *base stands, or change it by hand");
        edit(SHARED, remove("spec.base"))
                .isRefused(
                        Obstacle.ANCHOR,
                        4,
                        "this is used elsewhere as *base, and a change here would change that too",
                        "write it out where *base stands, or change it by hand");
    }

    @Test
    void anAnchorThatNobodyUsesIsNotInTheWay() {
        edit(SHARED, set("spec.c.x", "2"), set("spec.c.z", "3"))
                .gives(SHARED.replace("    x: 1\n", "    x: 2\n    z: 3\n"));
    }

    @Test
    void anAliasDoesNotMove() {
        edit(SHARED, move("spec.a.securityContext", "spec.d"))
                .isRefused(
                        Obstacle.ALIAS,
                        7,
                        "*base is in what would move, and must stay behind its anchor",
                        "write it out here instead of the alias");
    }

    @Test
    void whatAMergeBringsIsOverriddenBelowIt() {
        edit(SHARED, set("spec.b.securityContext.user", "5"))
                .gives(SHARED.replace("      group: 2\n", "      group: 2\n      user: 5\n"));
    }

    @Test
    void whatAMergeBringsIsNotRemoved() {
        edit(SHARED, remove("spec.b.securityContext.user"))
                .isRefused(
                        Obstacle.MERGE,
                        5,
                        "\"user\" is written here, and a << brings it to where it would change",
                        "take it away where it is written, or write out what the << brings");
    }

    @Test
    void whatAMergeWouldBringBackIsNotRemoved() {
        edit("""
                apiVersion: v1
                kind: Pod
                base: &base {user: 1}
                spec:
                  <<: *base
                  user: 2
                """, remove("spec.user"))
                .isRefused(
                        Obstacle.MERGE,
                        5,
                        "this << brings \"user\" as well, and would have it come back",
                        "take it away where it is written, or write out what the << brings");
    }

    @Test
    void whatAMergeOverridesIsNotWrittenTwice() {
        edit("""
                apiVersion: v1
                kind: Pod
                base: &base {user: 1}
                spec:
                  user: 2
                  <<: *base
                """, set("spec.user", "3"))
                .isRefused(Obstacle.MERGE, 5, "a << below this overrides \"user\"", "put the << above it");
    }

    @Test
    void nothingIsChangedWithinWhatAMergeBrings() {
        edit("""
                apiVersion: v1
                kind: Pod
                base: &base {sc: {user: 1}}
                spec:
                  <<: *base
                """, set("spec.sc.user", "3"))
                .isRefused(
                        Obstacle.MERGE,
                        3,
                        "\"sc\" is written here, and a << brings it to where it would change",
                        "to change it here alone, write it out below the <<");
    }

    @Test
    void aTemplateIsNotReplacedAndNotRemoved() {
        String text = """
                apiVersion: v1
                kind: Pod
                spec:
                  image: "{{ .Values.image }}"
                  args: {a: "{{ x }}"}
                """;
        edit(text, set("spec.image", "\"x\""))
                .isRefused(
                        Obstacle.TEMPLATE,
                        4,
                        "a template stands here, and what it becomes is not known",
                        "change the template by hand, or render it first");
        edit(text, remove("spec.args"))
                .isRefused(
                        Obstacle.TEMPLATE,
                        5,
                        "a template stands here, and what it becomes is not known",
                        "change the template by hand, or render it first");
        edit(text, set("spec.new", "1")).gives(text + "  new: 1\n");
    }

    @Test
    void nothingIsAddedWhereATemplateDecidesWhichLinesThereAre() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  # {{- if .Values.x }}
                  image: x
                  # {{- end }}
                """, set("spec.new", "1"))
                .isRefused(
                        Obstacle.TEMPLATE,
                        4,
                        "a template stands here, and what it becomes is not known",
                        "change the template by hand, or render it first");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        String text = "apiVersion: v1\nkind: Pod\nspec:\n  a: 1\n  b: [1]\n";
        edit(text, set("spec.a.x", "1"))
                .isRefused(Obstacle.MISFIT, 4, "\"spec.a.x\" does not fit what is written here", "change it by hand");
        edit(text, append("spec.a", "1"))
                .isRefused(Obstacle.MISFIT, 4, "\"spec.a\" does not fit what is written here", "change it by hand");
        edit(text, set("spec.b.1", "1"))
                .isRefused(Obstacle.MISFIT, 5, "\"spec.b[1]\" does not fit what is written here", "change it by hand");
        edit(text, remove("spec.c"))
                .isRefused(Obstacle.MISFIT, 3, "\"spec.c\" does not fit what is written here", "change it by hand");
        edit(text, move("spec.c", "spec.d"))
                .isRefused(Obstacle.MISFIT, 3, "\"spec.c\" does not fit what is written here", "change it by hand");
        edit(text, move("spec", "spec.d"))
                .isRefused(
                        Obstacle.MISFIT,
                        1,
                        "\"spec\" cannot be moved to \"spec.d\"",
                        "move a field to a place outside of it");
    }

    @Test
    void whatHardlyAnybodyWritesIsRefused() {
        String text = "apiVersion: v1\nkind: Pod\na: [b: 1, c]\n? d\n? e\n: 1\n";
        edit(text, set("a.0.b", "2"))
                .isRefused(Obstacle.MISFIT, 3, "this entry is a mapping without braces", "write braces around it");
        edit(text, set("d", "2"))
                .isRefused(
                        Obstacle.MISFIT,
                        5,
                        "no colon and no dash tells where the value stands that would be replaced",
                        "write the colon, or change it by hand");
        edit(text, move("e", "x.e"))
                .isRefused(
                        Obstacle.MISFIT,
                        5,
                        "the colon of this key is not on its line",
                        "write key and colon on one line, or move it by hand");
        edit(text, remove("e"), remove("a.1"), move("d", "new")).gives("apiVersion: v1\nkind: Pod\na: [b: 1]\n? new\n");
    }

    @Test
    void aMisfitAfterAMoveIsSaidOfTheObject() {
        edit("apiVersion: v1\nkind: Pod\nspec:\n  a: {x: 1}\n", move("spec.a", "spec.b.a"), set("spec.b.a.x.z", "1"))
                .isRefused(
                        Obstacle.MISFIT, 1, "\"spec.b.a.x.z\" does not fit what is written here", "change it by hand");
    }

    @Test
    void lineBreaksThatMostProgramsDoNotKnowAreInTheWay() {
        for (String lineBreak : List.of("\r", "\u0085", "\u2028", "\u2029")) {
            String text = "apiVersion: v1\nkind: Pod\nspec:\n  a: |\n    x" + lineBreak + "    z\n  b: 1\n";
            edit(text, set("spec.b", "2"))
                    .isRefused(
                            Obstacle.ENCODING,
                            5,
                            "a line ends here with a character that most programs take for none",
                            "end it with a line feed");
        }
    }

    @Test
    void bytesThatAreNoCharactersAreInTheWay() {
        byte[] bytes = "apiVersion: v1\nkind: Pod\nspec: {a: \"x\"}\n".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 4] = (byte) 0xFF;
        SourceText source = SourceText.decode("input", bytes);
        Document.Parsed document = (Document.Parsed) Manifests.documents(source).getFirst();
        Edit edit = new Editor(source, document)
                .edit(Manifest.of(source, document).getFirst(), List.of(set("spec.b", "1")));
        assertThat(edit).isInstanceOf(Refused.class);
        assertThat(((Refused) edit).fact())
                .isEqualTo("the input is no well-formed text, and would be damaged elsewhere too");
    }

    @Test
    void anObjectThatIsSharedIsNotChanged() {
        edit("""
                apiVersion: v1
                kind: List
                items:
                - &pod
                  apiVersion: v1
                  kind: Pod
                - *pod
                """, set("spec", "1"))
                .isRefused(
                        Obstacle.ANCHOR,
                        4,
                        "this is used elsewhere as *pod, and a change here would change that too",
                        "write it out where *pod stands, or change it by hand");
    }
}
