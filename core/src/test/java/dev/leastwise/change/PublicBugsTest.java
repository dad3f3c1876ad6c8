package dev.leastwise.change;

import static dev.leastwise.change.Editing.append;
import static dev.leastwise.change.Editing.edit;
import static dev.leastwise.change.Editing.move;
import static dev.leastwise.change.Editing.remove;
import static dev.leastwise.change.Editing.set;

import org.junit.jupiter.api.Test;

/** What other programs that edit YAML got wrong, by the reports of it. */
class PublicBugsTest {

    @Test
    void leavesTheCommentOfTheLastLineThere_rewrite8416() {
        edit("""
                apiVersion: v1
                kind: Pod
                a:
                  last: 1 # keep
                b: 1
                """, set("a.new", "1")).gives("""
                apiVersion: v1
                kind: Pod
                a:
                  last: 1 # keep
                  new: 1
                b: 1
                """);
    }

    @Test
    void doesNotRunIntoACommentBelow_rewrite5031() {
        edit("""
                apiVersion: v1
                kind: Pod
                foo:
                  existing-key: existing-value
                # A simple comment
                bar: bar-value
                """, set("foo.new-key", "\"new-value\"")).gives("""
                apiVersion: v1
                kind: Pod
                foo:
                  existing-key: existing-value
                  new-key: new-value
                # A simple comment
                bar: bar-value
                """);
    }

    @Test
    void indentsItemsAsThoseThatAreThere_rewrite5083() {
        edit("""
                apiVersion: v1
                kind: Pod
                widget:
                  list:
                  - item 1
                """, append("widget.list", "\"item 2\"")).gives("""
                apiVersion: v1
                kind: Pod
                widget:
                  list:
                  - item 1
                  - "item 2"
                """);
    }

    @Test
    void indentsSequencesInMappingsInSequences_rewrite1292_1302() {
        edit("""
                apiVersion: v1
                kind: Pod
                com:
                  key1: value1
                testino:
                  core:
                    key1: value01
                """, set("testino.mmap4", "[{\"mmmap1\":\"v111\",\"mmmap2\":[\"v222\"]},{\"nnmap1\":\"v111\"}]"))
                .gives("""
                apiVersion: v1
                kind: Pod
                com:
                  key1: value1
                testino:
                  core:
                    key1: value01
                  mmap4:
                  - mmmap1: v111
                    mmmap2:
                    - v222
                  - nnmap1: v111
                """);
    }

    @Test
    void writesFlowWhereFlowIs_rewrite4958() {
        edit("""
                apiVersion: v1
                kind: Pod
                jobs:
                - {name: test, plan: [{task: sonar}]}
                """, set("jobs.0.plan.0.vars", "{\"version\":10.5}")).gives("""
                apiVersion: v1
                kind: Pod
                jobs:
                - {name: test, plan: [{task: sonar, vars: {version: 10.5}}]}
                """);
    }

    @Test
    void keepsEmptyCollectionsApart_rewrite6397() {
        edit("""
                apiVersion: v1
                kind: Pod
                security:
                - bearerAuth: [ ]
                - { }
                """, append("security", "{\"none\":[]}")).gives("""
                apiVersion: v1
                kind: Pod
                security:
                - bearerAuth: [ ]
                - { }
                - none: []
                """);
    }

    @Test
    void indentsBlockScalarsThatMove_rewrite4358() {
        edit("""
                apiVersion: v1
                kind: Pod
                some:
                  object:
                    a: 1
                script: |
                  #!/bin/bash
                    echo "hello"
                """, move("script", "some.object.script")).gives("""
                apiVersion: v1
                kind: Pod
                some:
                  object:
                    a: 1
                    script: |
                      #!/bin/bash
                        echo "hello"
                """);
    }

    @Test
    void removesFromFlowMappings_zizmor2122() {
        edit("""
                apiVersion: v1
                kind: Pod
                env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true, FOO: bar }
                other:
                  ACTIONS_ALLOW_UNSECURE_COMMANDS: true
                """, remove("env.ACTIONS_ALLOW_UNSECURE_COMMANDS"), remove("other.ACTIONS_ALLOW_UNSECURE_COMMANDS"))
                .gives("""
                apiVersion: v1
                kind: Pod
                env: { FOO: bar }
                other: {}
                """);
    }

    @Test
    void addsAndReplacesWithNestedBlocks_zizmor2270() {
        edit(
                        """
                apiVersion: v1
                kind: Pod
                top:
                  existing: 1
                """,
                        set("top.added", "{\"outer\":{\"inner\":\"value\"}}"),
                        set("top.existing", "{\"outer\":{\"inner\":\"value\"}}"))
                .gives("""
                apiVersion: v1
                kind: Pod
                top:
                  existing:
                    outer:
                      inner: value
                  added:
                    outer:
                      inner: value
                """);
    }

    @Test
    void replacesOneOfSeveralInAFlowMapping_zizmor1579() {
        edit("""
                apiVersion: v1
                kind: Pod
                foo: { a: 1, b: 2, c: 3 }
                """, set("foo.b", "\"newvalue\"")).gives("""
                apiVersion: v1
                kind: Pod
                foo: { a: 1, b: newvalue, c: 3 }
                """);
    }

    @Test
    void countsBytesBehindCharactersOfSeveral_zizmor1580() {
        edit("""
                apiVersion: v1
                kind: Pod
                steps:
                - shell: bash
                  run: |
                    echo "✓ 😀"

                - shell: bash
                """, set("steps.0.env.BODY", "\"x\"")).gives("""
                apiVersion: v1
                kind: Pod
                steps:
                - shell: bash
                  run: |
                    echo "✓ 😀"
                  env:
                    BODY: x

                - shell: bash
                """);
    }

    @Test
    void appendsMappingsToBlockSequences_zizmor1363() {
        edit("""
                apiVersion: v1
                kind: Pod
                list:
                  # first
                  - subsetName: one # one
                    quarantine: false
                """, append("list", "{\"subsetName\":\"lego-quarantine\",\"quarantine\":true}"))
                .gives("""
                apiVersion: v1
                kind: Pod
                list:
                  # first
                  - subsetName: one # one
                    quarantine: false
                  - subsetName: lego-quarantine
                    quarantine: true
                """);
    }

    @Test
    void findsTheColonOfAKeyThatHasSome_yamlpatch() {
        edit("""
                apiVersion: v1
                kind: Pod
                a:
                  x:y:
                  "z:": {}
                  'http://u': {b: 1}
                """, set("a.x:y.new", "1"), set("a.z:.new", "1"), set("a.http://u.new", "1"))
                .gives("""
                apiVersion: v1
                kind: Pod
                a:
                  x:y:
                    new: 1
                  "z:": {new: 1}
                  'http://u': {b: 1, new: 1}
                """);
    }

    @Test
    void addsToFlowMappingsOverLines_yamlpatch() {
        edit("""
                apiVersion: v1
                kind: Pod
                a: { b: 1,
                     d: 2 }
                b: [[
                  1 # one
                ]]
                """, set("a.c", "1"), append("b.0", "2")).gives("""
                apiVersion: v1
                kind: Pod
                a: { b: 1,
                     d: 2, c: 1 }
                b: [[
                  1, # one
                  2
                ]]
                """);
    }

    @Test
    void fillsKeysWithoutAValue_yamlpatch() {
        edit("""
                apiVersion: v1
                kind: Pod
                permissions: # none
                jobs: 1
                """, set("permissions.contents", "\"read\"")).gives("""
                apiVersion: v1
                kind: Pod
                permissions: # none
                  contents: read
                jobs: 1
                """);
    }

    @Test
    void knowsTheColumnBehindADashAlone_yamlpatch() {
        edit("""
                apiVersion: v1
                kind: Pod
                steps:
                  -
                       uses: x
                """, set("steps.0.with", "{\"a\":1}")).gives("""
                apiVersion: v1
                kind: Pod
                steps:
                  -
                       uses: x
                       with:
                         a: 1
                """);
    }

    @Test
    void leavesFoldedScalarsFolded_kustomize2657() {
        edit("""
                apiVersion: v1
                kind: Pod
                data:
                  text: >- # folded
                    one
                    two
                """, set("data.new", "1")).gives("""
                apiVersion: v1
                kind: Pod
                data:
                  text: >- # folded
                    one
                    two
                  new: 1
                """);
    }

    @Test
    void leavesCommentsAmongItems_kustomize848() {
        edit("""
                apiVersion: v1
                kind: Pod
                literals:
                - ENVIRONMENT=prod

                ## CAVEAT: do not use S3
                # - STATE_STORE=s3://state-bucket
                - STATE_STORE=/state
                """, append("literals", "\"- NEW\"")).gives("""
                apiVersion: v1
                kind: Pod
                literals:
                - ENVIRONMENT=prod

                ## CAVEAT: do not use S3
                # - STATE_STORE=s3://state-bucket
                - STATE_STORE=/state
                - "- NEW"
                """);
    }

    @Test
    void leavesIndentationAndTheCommentsAboveTheFirstKey_flux1441_kustomize3559() {
        edit("""
                apiVersion: v1
                kind: Pod
                values:
                        # storage:
                        #   multiWriteStorageClass: nfs

                        ingress:
                          host: lab

                          connections:
                                - name:   ro
                                  timeout: 1
                """, set("values.ingress.host", "\"lab2\"")).gives("""
                apiVersion: v1
                kind: Pod
                values:
                        # storage:
                        #   multiWriteStorageClass: nfs

                        ingress:
                          host: lab2

                          connections:
                                - name:   ro
                                  timeout: 1
                """);
    }

    @Test
    void removesTheCommentAboveAndNotTheOneBelow_yamlpath170() {
        edit("""
                apiVersion: v1
                kind: Pod
                key1: value1

                # Pre-comment
                remove_this: key

                # Post-comment
                keep_this: other key
                """, remove("remove_this")).gives("""
                apiVersion: v1
                kind: Pod
                key1: value1

                # Post-comment
                keep_this: other key
                """).taking("# Pre-comment");
    }

    @Test
    void addsBeforeTheCommentOfTheNextKey_yedit76() {
        edit("""
                apiVersion: v1
                kind: Pod
                variables:
                  var1: VAR1

                #This is another definition
                other:
                  var2: VAR2
                """, set("variables.var3", "\"VAR3\"")).gives("""
                apiVersion: v1
                kind: Pod
                variables:
                  var1: VAR1
                  var3: VAR3

                #This is another definition
                other:
                  var2: VAR2
                """);
    }

    @Test
    void leavesTheCommentsOfEmptyItems_ruyaml123() {
        edit("""
                apiVersion: v1
                kind: Pod
                a:
                - # one
                - # two
                - null # three
                """, append("a", "1"), set("a.1", "2")).gives("""
                apiVersion: v1
                kind: Pod
                a:
                - # one
                - 2 # two
                - null # three
                - 1
                """);
    }

    @Test
    void leavesACommentBetweenKeyAndValue_yq() {
        edit("""
                apiVersion: v1
                kind: Pod
                a: # comment on key

                  # comment on b
                  b: 1
                """, set("a.c", "1")).gives("""
                apiVersion: v1
                kind: Pod
                a: # comment on key

                  # comment on b
                  b: 1
                  c: 1
                """);
    }

    @Test
    void leavesBlankLinesAndTheCommentsBelowMappings_yq515_goyaml709() {
        edit("""
                apiVersion: v1
                kind: Pod


                a:
                  b:
                    c: 1
                    # in b
                  # in a

                # below
                e: 1
                """, set("a.b.d", "1")).gives("""
                apiVersion: v1
                kind: Pod


                a:
                  b:
                    c: 1
                    d: 1
                    # in b
                  # in a

                # below
                e: 1
                """);
    }
}
