package dev.leastwise.change;

import static dev.leastwise.change.Editing.append;
import static dev.leastwise.change.Editing.move;
import static dev.leastwise.change.Editing.remove;
import static dev.leastwise.change.Editing.removeOverridden;
import static dev.leastwise.change.Editing.set;
import static dev.leastwise.change.Editing.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPatchTest {

    private static final String OBJECT = """
            {"a~/b": 1, "none": null, "args": ["x"],
             "containers": [{"name": "app", "image": "i", "privileged": true}]}""";

    private static String patch(Change... changes) {
        return JsonPatch.json(JsonPatch.of(tree(OBJECT), List.of(changes)));
    }

    @Test
    void addsAllThatIsMissingOnTheWayAtOnce() {
        assertThat(patch(set("containers.0.securityContext.capabilities.drop", "[\"ALL\"]")))
                .isEqualTo("""
                        [
                          {"op": "test", "path": "/containers/0/name", "value": "app"},
                          {"op": "add", "path": "/containers/0/securityContext", "value": {"capabilities": {"drop": ["ALL"]}}}
                        ]""");
    }

    @Test
    void replacesWhatIsThereIfOnlyNull() {
        assertThat(patch(set("a~/b", "2"), set("none.x", "true"))).isEqualTo("""
                        [
                          {"op": "replace", "path": "/a~0~1b", "value": 2},
                          {"op": "replace", "path": "/none", "value": {"x": true}}
                        ]""");
    }

    @Test
    void appendsToWhatIsThereOrNot() {
        assertThat(patch(append("args", "\"y\""), append("new", "1"), append("none", "1")))
                .isEqualTo("""
                        [
                          {"op": "add", "path": "/args/-", "value": "y"},
                          {"op": "add", "path": "/new", "value": [1]},
                          {"op": "replace", "path": "/none", "value": [1]}
                        ]""");
    }

    @Test
    void removesAndMoves() {
        assertThat(patch(
                        move("containers.0.privileged", "containers.0.securityContext.privileged"),
                        remove("containers.0.image"),
                        remove("args.0")))
                .isEqualTo("""
                        [
                          {"op": "test", "path": "/containers/0/name", "value": "app"},
                          {"op": "add", "path": "/containers/0/securityContext", "value": {}},
                          {"op": "move", "path": "/containers/0/securityContext/privileged", "from": "/containers/0/privileged"},
                          {"op": "remove", "path": "/containers/0/image"},
                          {"op": "remove", "path": "/args/0"}
                        ]""");
    }

    @Test
    void isEmptyWhereNothingChanges() {
        assertThat(patch(set("a~/b", "1"), removeOverridden("none"), set("containers.0.name", "\"app\"")))
                .isEqualTo("[]");
    }
}
