package dev.leastwise.change;

import static dev.leastwise.change.Editing.append;
import static dev.leastwise.change.Editing.edit;
import static dev.leastwise.change.Editing.move;
import static dev.leastwise.change.Editing.remove;
import static dev.leastwise.change.Editing.set;

import org.junit.jupiter.api.Test;

/** Changes in braces and brackets, JSON among them. */
class FlowTest {

    @Test
    void addsInTheBraces() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: { b: 1 } # a
                  b: [1, 2,]
                  c: {d: [{e: 1}, {f: 2}]}
                """, set("spec.a.x", "1"), append("spec.b", "\"x, y\""), set("spec.c.d.0.e", "5"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: { b: 1, x: 1 } # a
                  b: [1, 2, "x, y",]
                  c: {d: [{e: 5}, {f: 2}]}
                """);
    }

    @Test
    void addsALineWhereEachEntryHasOne() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {
                    # about b
                    b: 1, # b
                    c: 2 # c
                  }
                  b: {
                    c: 1, # c
                  }
                """, set("spec.a.x", "1"), set("spec.b.x", "1")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {
                    # about b
                    b: 1, # b
                    c: 2, # c
                    x: 1
                  }
                  b: {
                    c: 1, # c
                    x: 1,
                  }
                """);
    }

    @Test
    void addsBehindAnEmptyValueInBraces() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {b: }
                  b: {b}
                  c: {v, z}
                """, set("spec.a.x", "1"), set("spec.b.x", "1"), set("spec.c.v", "1"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {b: , x: 1 }
                  b: {b, x: 1}
                  c: {v: 1, z}
                """);
    }

    @Test
    void removesFromBraces() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {x: 1, v: 2}
                  b: [1,2,3]
                  c: { x: 1, v: 2, }
                  d: { x: 1 }
                  e: {w: , x: 1}
                """, remove("spec.a.x"), remove("spec.b.0"), remove("spec.c.v"), remove("spec.d.x"), remove("spec.e.x"))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {v: 2}
                  b: [2,3]
                  c: { x: 1, }
                  d: {}
                  e: {w: }
                """);
    }

    @Test
    void removesLinesFromBraces() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {
                    # about x
                    x: 1, # x
                    # about v
                    v: 2 # v
                  }
                  b: {
                    x: 1, # x
                    # about v
                    v: 2 # v
                  }
                """, remove("spec.a.x"), remove("spec.b.v")).gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {
                    # about v
                    v: 2 # v
                  }
                  b: {
                    x: 1, # x
                  }
                """).taking("# about x", "# x", "# about v", "# v");
    }

    @Test
    void replacesInBraces() {
        edit("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {x: 1, z: two}
                  b: ["a", b]
                """, set("spec.a.x", "{\"v\":[1]}"), set("spec.a.z", "\"a, b\""), set("spec.b.0", "\"c\""))
                .gives("""
                apiVersion: v1
                kind: Pod
                spec:
                  a: {x: {v: [1]}, z: "a, b"}
                  b: ["c", b]
                """);
    }

    @Test
    void writesJsonAsTheFileDoes() {
        edit(
                        """
                {
                    "apiVersion": "v1",
                    "kind": "Pod",
                    "spec": {
                        "containers": [
                            {
                                "name": "app",
                                "args": []
                            }
                        ],
                        "none": {}
                    }
                }
                """,
                        set("spec.containers.0.securityContext.capabilities.drop", "[\"ALL\"]"),
                        set("spec.hostNetwork", "false"),
                        append("spec.containers.0.args", "\"x\""),
                        set("spec.none.x", "null"))
                .gives("""
                {
                    "apiVersion": "v1",
                    "kind": "Pod",
                    "spec": {
                        "containers": [
                            {
                                "name": "app",
                                "args": [
                                    "x"
                                ],
                                "securityContext": {
                                    "capabilities": {
                                        "drop": [
                                            "ALL"
                                        ]
                                    }
                                }
                            }
                        ],
                        "none": {
                            "x": null
                        },
                        "hostNetwork": false
                    }
                }
                """);
    }

    @Test
    void writesJsonOnOneLine() {
        edit("""
                {"apiVersion":"v1","kind":"Pod","spec":{"d":1,"e":"y"}}
                """, set("spec.a.b.c", "[\"x\"]"), remove("spec.d")).gives("""
                {"apiVersion":"v1","kind":"Pod","spec":{"e":"y","a":{"b":{"c":["x"]}}}}
                """);
    }

    @Test
    void removesAndMovesInJson() {
        edit("""
                {
                  "apiVersion": "v1",
                  "kind": "Pod",
                  "spec": {
                    "c": {
                      "d": 1.0
                    },
                    "a": 1,
                    "b": {
                      "x": 1.50
                    }
                  }
                }
                """, remove("spec.a"), move("spec.b", "spec.c.b")).gives("""
                {
                  "apiVersion": "v1",
                  "kind": "Pod",
                  "spec": {
                    "c": {
                      "d": 1.0,
                      "b": {
                        "x": 1.50
                      }
                    }
                  }
                }
                """);
    }
}
