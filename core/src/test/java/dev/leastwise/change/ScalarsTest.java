package dev.leastwise.change;

import static dev.leastwise.change.Editing.edit;
import static dev.leastwise.change.Editing.move;
import static dev.leastwise.change.Editing.remove;
import static dev.leastwise.change.Editing.set;

import org.junit.jupiter.api.Test;

/** Changes beside scalars that take several lines. */
class ScalarsTest {

    @Test
    void addsBehindBlockScalarsOfEveryChomping() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                    x: |
                      text

                  b:
                    x: |-
                      text

                  c:
                    x: >+
                      text

                  d:
                    x: >
                      text
                  e: 1
                """, set("spec.a.new", "1"), set("spec.b.new", "1"), set("spec.c.new", "1"), set("spec.d.new", "1"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                    x: |
                      text
                    new: 1

                  b:
                    x: |-
                      text
                    new: 1

                  c:
                    x: >+
                      text

                    new: 1
                  d:
                    x: >
                      text
                    new: 1
                  e: 1
                """);
    }

    @Test
    void replacesBlockScalarsAndKeepsTheCommentOfTheirHeader() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: | # why
                    text
                    # text

                  b: >2- # because
                    text
                  c: |+
                    text

                  d: 1
                """, set("spec.a", "\"new\""), set("spec.b", "{\"x\":1}"), set("spec.c", "1"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: new # why

                  b: # because
                    x: 1
                  c: 1
                  d: 1
                """);
    }

    @Test
    void removesBlankLinesThatWouldBecomeText() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: |+
                    text
                  b: 1

                  c: 1
                """, remove("spec.b")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: |+
                    text
                  c: 1
                """);
    }

    @Test
    void removesWhatFollowsABlockScalar() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: |
                    text

                  b: 1
                    # further to the right
                  c: 1
                """, remove("spec.b")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: |
                    text

                  c: 1
                """).taking("# further to the right");
    }

    @Test
    void movesAScalarThatKeepsItsBlankLines() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: |+
                    text

                  b:
                    c: 1

                  d: 1
                """, move("spec.a", "spec.b.a")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  b:
                    c: 1
                    a: |+
                      text

                  d: 1
                """);
    }

    @Test
    void addsBehindScalarsOverLines() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                    x: plain
                      text # a
                  b:
                    x: "quoted

                      # text"
                  c:
                    plain
                    text # c
                """, set("spec.a.new", "1"), set("spec.b.new", "1"), set("spec.c", "1"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a:
                    x: plain
                      text # a
                    new: 1
                  b:
                    x: "quoted

                      # text"
                    new: 1
                  c:
                    1 # c
                """);
    }
}
