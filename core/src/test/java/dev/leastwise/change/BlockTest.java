package dev.leastwise.change;

import static dev.leastwise.change.Editing.append;
import static dev.leastwise.change.Editing.edit;
import static dev.leastwise.change.Editing.move;
import static dev.leastwise.change.Editing.remove;
import static dev.leastwise.change.Editing.removeOverridden;
import static dev.leastwise.change.Editing.set;

import org.junit.jupiter.api.Test;

/** Changes in block style. */
class BlockTest {

    @Test
    void addsAFieldBehindTheLastOneAndItsComment() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  # first
                  restartPolicy: Never # keep
                # below
                """, set("spec.hostNetwork", "false")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  # first
                  restartPolicy: Never # keep
                  hostNetwork: false
                # below
                """);
    }

    @Test
    void makesTheMappingsThatAreMissingOnTheWay() {
        edit(
                        """
                apiVersion: v1
                kind: Pod
                spec:
                  containers:
                  - name: app
                    image: nginx
                  - name: other
                """,
                        set("spec.containers.0.securityContext.capabilities.drop", "[\"ALL\"]"),
                        set("spec.containers.0.securityContext.readOnlyRootFilesystem", "true"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  containers:
                  - name: app
                    image: nginx
                    securityContext:
                      capabilities:
                        drop:
                        - ALL
                      readOnlyRootFilesystem: true
                  - name: other
                """);
    }

    @Test
    void takesStepAndDashesFromTheFile() {
        edit(
                        """
                apiVersion: v1
                kind: Pod
                metadata:
                    name: p
                spec:
                    containers:
                        -   name: app
                            image: nginx
                """,
                        set("spec.containers.0.securityContext", "{\"capabilities\":{\"drop\":[\"ALL\"]}}"),
                        append("spec.containers", "{\"name\":\"new\",\"args\":[\"a\"]}"))
                .gives("""
                apiVersion: v1
                kind: Pod
                metadata:
                    name: p
                spec:
                    containers:
                        -   name: app
                            image: nginx
                            securityContext:
                                capabilities:
                                    drop:
                                        -   ALL
                        -   name: new
                            args:
                                -   a
                """);
    }

    @Test
    void takesTheStepFromTheNearestNeighbour() {
        edit("""
                apiVersion: v1
                kind: Pod
                metadata:
                    name: p
                spec:
                   containers:
                   - resources:
                         limits:
                             cpu: 1
                """, set("spec.containers.0.securityContext", "{\"capabilities\":{\"drop\":[\"ALL\"]}}"))
                .gives("""
                apiVersion: v1
                kind: Pod
                metadata:
                    name: p
                spec:
                   containers:
                   - resources:
                         limits:
                             cpu: 1
                     securityContext:
                         capabilities:
                             drop:
                             - ALL
                """);
    }

    @Test
    void stepsByTwoWhereNothingTells() {
        edit("""
                apiVersion: v1
                kind: Pod
                """, set("securityContext.capabilities.drop", "[\"ALL\"]")).gives("""
                apiVersion: v1
                kind: Pod
                securityContext:
                  capabilities:
                    drop:
                    - ALL
                """);
    }

    @Test
    void fillsAnEmptyValueAndLeavesItsCommentOnItsLine() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  securityContext: # todo
                    # runAsUser: 1
                  other:
                """, set("spec.securityContext.runAsNonRoot", "true"), set("spec.other.a", "1"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  securityContext: # todo
                    runAsNonRoot: true
                    # runAsUser: 1
                  other:
                    a: 1
                """);
    }

    @Test
    void fillsWrittenNulls() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: ~ # a
                  b: null
                  c: Null # c
                  d: ~
                """, set("spec.a.x", "1"), set("spec.b.x", "1"), append("spec.c", "1"), set("spec.d", "1"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: # a
                    x: 1
                  b:
                    x: 1
                  c: # c
                  - 1
                  d: 1
                """);
    }

    @Test
    void fillsEmptyCollectionsInTheirBraces() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {} # a
                  b: [ ]
                """, set("spec.a.x.v", "[1,\"two\"]"), append("spec.b", "{\"name\":\"n\"}"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {x: {v: [1, two]}} # a
                  b: [{name: "n"}]
                """);
    }

    @Test
    void fillsAnEmptyItem() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  -
                  - # second
                  - ~ # third
                """, set("spec.a.0.x", "1"), set("spec.a.0.v", "1"), set("spec.a.1.x", "1"), set("spec.a.2", "1"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - x: 1
                    v: 1
                  - x: 1 # second
                  - 1 # third
                """);
    }

    @Test
    void addsToAnItemWhoseDashIsAlone() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                    -
                      x: 1 # x
                """, set("spec.a.0.v", "1"), append("spec.a", "{\"x\":2}")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                    -
                      x: 1 # x
                      v: 1
                    - x: 2
                """);
    }

    @Test
    void appendsToSequencesAtTheColumnOfTheirKeyAndDeeper() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  args:
                  - one # one
                  command:
                    - two

                  # apart
                  next: 1
                """, append("spec.args", "\"a\""), append("spec.command", "\"b\"")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  args:
                  - one # one
                  - a
                  command:
                    - two
                    - b

                  # apart
                  next: 1
                """);
    }

    @Test
    void appendsToASequenceInASequence() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - - 1
                    - 2
                """, append("spec.a.0", "3"), append("spec.a", "[4]")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - - 1
                    - 2
                    - 3
                  - - 4
                """);
    }

    @Test
    void makesASequenceThatIsMissing() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  args:
                  capabilities: {add: [A]}
                """, append("spec.capabilities.drop", "\"ALL\""), append("spec.args", "\"x\""))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  args:
                  - x
                  capabilities: {add: [A], drop: [ALL]}
                """);
    }

    @Test
    void replacesScalarsInTheirQuotes() {
        edit(
                        """
                apiVersion: v1
                kind: Pod
                spec:
                  a: 'one' # a
                  b: "two"
                  c: three
                  d: "4" # d
                """,
                        set("spec.a", "\"it's\""),
                        set("spec.b", "\"say \\\"x\\\"\""),
                        set("spec.c", "\"plain\""),
                        set("spec.d", "5"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: 'it''s' # a
                  b: "say \\"x\\""
                  c: plain
                  d: 5 # d
                """);
    }

    @Test
    void quotesWhatWouldBeReadAsSomethingElse() {
        edit(
                        """
                apiVersion: v1
                kind: Pod
                spec:
                  a: 1
                """,
                        set(
                                "spec.a",
                                "[\"yes\",\"n\",\"0644\",\"1e3\",\"1:30\",\"2020-01-01\",\"0x1F\",\"~\",\"null\",\"\",\"=\",\"<<\",\"1_000\",\".5\",\"-1\",\" a\",\"a \",\"a: b\",\"a #b\",\"#a\",\"*a\",\"&a\",\"!a\",\"[a]\",\"{a}\",\"'a\",\"@a\",\"`a\",\"%a\",\"- a\",\"a\\nb\",\"\\t\",\"\\u007f\",\"\\ufeff\",\"500Mi\",\"RuntimeDefault\",\"nginx:1.27\",\"/var/run\",\"e\\u0301\"]"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - "yes"
                  - "n"
                  - "0644"
                  - "1e3"
                  - "1:30"
                  - "2020-01-01"
                  - "0x1F"
                  - "~"
                  - "null"
                  - ""
                  - "="
                  - "<<"
                  - "1_000"
                  - ".5"
                  - "-1"
                  - " a"
                  - "a "
                  - "a: b"
                  - "a #b"
                  - "#a"
                  - "*a"
                  - "&a"
                  - "!a"
                  - "[a]"
                  - "{a}"
                  - "'a"
                  - "@a"
                  - "`a"
                  - "%a"
                  - "- a"
                  - "a\\nb"
                  - "\\t"
                  - "\\u007f"
                  - "\\ufeff"
                  - 500Mi
                  - RuntimeDefault
                  - nginx:1.27
                  - /var/run
                  - "é"
                """);
    }

    @Test
    void quotesKeys() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  "on": [0, {}]
                """, set("spec.on.1.a", "1"), set("spec.true.b", "1")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  "on": [0, {a: 1}]
                  "true":
                    b: 1
                """);
    }

    @Test
    void changesOnlyWhatDiffersInACollection() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                    # kept
                    keep: 1 # kept too
                    change: 0 # and this
                    gone: 1 # not this
                  b:
                  - x # x
                  - z # v
                  - w # w
                """, set("spec.a", "{\"keep\":1,\"change\":2,\"new\":3}"), set("spec.b", "[\"x\",\"y\"]"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                    # kept
                    keep: 1 # kept too
                    change: 2 # and this
                    new: 3
                  b:
                  - x # x
                  - "y" # v
                """)
                .taking("# not this", "# w");
    }

    @Test
    void turnsACollectionIntoAScalarAndBack() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: # a
                    b: 1
                    c: 2
                  b: 5 # b
                  c:
                    x: 1
                """, set("spec.a", "1"), set("spec.b", "{\"x\":1}"), set("spec.c", "[\"x\"]"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: 1 # a
                  b: # b
                    x: 1
                  c:
                  - x
                """);
    }

    @Test
    void leavesEqualValuesAlone() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: yes
                  b: 010
                  c: "\\x78"
                """, set("spec.a", "true"), set("spec.b", "8"), set("spec.c", "\"x\""))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: yes
                  b: 010
                  c: "\\x78"
                """);
    }

    @Test
    void removesAFieldWithItsCommentsAndNoOthers() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  # about a
                  a: 1 # a

                  # apart

                  # about b
                  b: # b
                    x: 1 # x
                    # within
                    # below, further to the right
                  # about c
                  c: 1
                """, remove("spec.b"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  # about a
                  a: 1 # a

                  # apart

                  # about c
                  c: 1
                """)
                .taking("# about b", "# b", "# x", "# within", "# below, further to the right");
    }

    @Test
    void removesTheLastField() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: 1 # a
                  b: 2
                """, remove("spec.b")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: 1 # a
                """);
    }

    @Test
    void removesTheFirstFieldBehindADash() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - x: 1 # x
                    v: 2
                  - x:
                      z: 1

                    # about v
                    v: 2
                """, remove("spec.a.0.x"), remove("spec.a.1.x")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - v: 2
                  - # about v
                    v: 2
                """).taking("# x");
    }

    @Test
    void leavesAnEmptyCollectionWhereTheLastFieldWas() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: # a
                    # about x
                    x: 1
                  b:
                  - 1
                  c:
                  - x: 1 # x
                  d:
                  - - 1
                """, remove("spec.a.x"), remove("spec.b.0"), remove("spec.c.0.x"), remove("spec.d.0.0"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {} # a
                  b: []
                  c:
                  - {}
                  d:
                  - []
                """)
                .taking("# about x", "# x");
    }

    @Test
    void removesAllFieldsOfTheObject() {
        edit("""
                # top
                apiVersion: v1
                kind: Pod
                """, remove("apiVersion"), remove("kind")).gives("""
                {}
                """).taking("# top");
    }

    @Test
    void addsWhereEverythingElseGoes() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  old: 1 # old
                a:
                - x
                - v
                """, set("spec", "{\"new\":1}"), set("a", "[\"x\"]")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  new: 1
                a:
                - x
                """).taking("# old");
    }

    @Test
    void removesItems() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - 1 # one
                  # about two
                  - 2
                  - x: 3
                    v: 4
                  - 5
                """, remove("spec.a.1"), remove("spec.a.1")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - 1 # one
                  - 5
                """).taking("# about two");
    }

    @Test
    void removesDuplicatesWithoutEffect() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  # loses
                  a: 1
                  b: 1
                  a: 2 # loses too
                  a: 3 # wins
                """, removeOverridden("spec.a")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  b: 1
                  a: 3 # wins
                """).taking("# loses", "# loses too");
    }

    @Test
    void removesDuplicatesOfAFieldThatIsRenamed() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: 1
                  b: 1
                  a: 2 # wins
                """, removeOverridden("spec.a"), move("spec.a", "spec.c")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  b: 1
                  c: 2 # wins
                """);
    }

    @Test
    void removesAllDuplicates() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: 1
                  b: 1
                  a: 2
                """, remove("spec.a")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  b: 1
                """);
    }

    @Test
    void setsTheDuplicateThatWins() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: 1
                  a: 2
                """, set("spec.a", "5")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: 1
                  a: 5
                """);
    }

    @Test
    void movesAFieldWithItsComments() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  # why it
                  # is here
                  privileged: true # really
                  containers:
                  - name: app
                    securityContext:
                      runAsUser: 1
                """, move("spec.privileged", "spec.containers.0.securityContext.privileged"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  containers:
                  - name: app
                    securityContext:
                      runAsUser: 1
                      # why it
                      # is here
                      privileged: true # really
                """);
    }

    @Test
    void movesACollectionAndIndentsItAnew() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                    containers:
                    -   name: app
                        affinity:
                            # inner
                            nodeAffinity: {a: 1,
                              b: 2} # flow
                            text: |
                                line
                                  more

                            end: "quoted
                              text"
                            # below
                    other: 1
                """, move("spec.containers.0.affinity", "spec.affinity")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                    containers:
                    -   name: app
                    other: 1
                    affinity:
                        # inner
                        nodeAffinity: {a: 1,
                          b: 2} # flow
                        text: |
                            line
                              more

                        end: "quoted
                          text"
                        # below
                """);
    }

    @Test
    void movesIntoMappingsThatAreMissing() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  runAsUser: 5 # five
                """, move("spec.runAsUser", "spec.securityContext.runAsUser")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  securityContext:
                    runAsUser: 5 # five
                """);
    }

    @Test
    void movesTheFirstFieldBehindADash() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - x: # x
                      v: 1
                    z: 1
                """, move("spec.a.0.x", "spec.x")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                  - z: 1
                  x: # x
                    v: 1
                """);
    }

    @Test
    void movesIntoBracesWithTheCommentAboveThem() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  # about x
                  x: 1 # x
                  a: {b: 1} # a
                """, move("spec.x", "spec.a.x")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  # about x
                  # x
                  a: {b: 1, x: 1} # a
                """);
    }

    @Test
    void movesOutOfBraces() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {
                    # about x
                    x: {b: [1,
                      2]}, # x
                    v: 1
                  }
                """, move("spec.a.x", "spec.x")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {
                    v: 1
                  }
                  # about x
                  x: {b: [1,
                    2]} # x
                """);
    }

    @Test
    void renamesAFieldInItsPlace() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  # who
                  "runasUser": 5 # us
                  b: {X: 1, "v":2}
                """, move("spec.runasUser", "spec.runAsUser"), move("spec.b.X", "spec.b.x"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  # who
                  "runAsUser": 5 # us
                  b: {x: 1, "v":2}
                """);
    }

    @Test
    void movesOverWhatIsThere() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: 1 # a
                  b: 2 # b
                  c: 3
                """, move("spec.a", "spec.b")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  c: 3
                  b: 1 # a
                """).taking("# b");
    }

    @Test
    void changesWhatHasMoved() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: # a
                    x: 1 # x
                  b:
                    c: 1
                """, move("spec.a", "spec.b.a"), set("spec.b.a.x", "2"), remove("spec.b.c"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  b:
                    a: # a
                      x: 2 # x
                """);
    }

    @Test
    void makesSeveralChangesInTheirOrder() {
        edit(
                        """
                apiVersion: v1
                kind: Pod
                spec:
                  b:
                  - 0
                  c: [1, 2]
                """,
                        set("spec.a.x", "1"),
                        set("spec.a.v", "2"),
                        remove("spec.a.x"),
                        append("spec.b", "1"),
                        remove("spec.b.0"),
                        set("spec.c.0", "9"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  b:
                  - 1
                  c: [9, 2]
                  a:
                    v: 2
                """);
    }
}
