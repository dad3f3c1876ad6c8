package dev.leastwise.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.source.Location;
import dev.leastwise.source.Position;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.YamlReader;
import org.junit.jupiter.api.Test;

/** Places in objects: what is in effect there, what it is called, and where a finding about it points. */
class KubeNodeTest {

    private static final String POD = """
            spec:
              containers:
              - image: nginx
                name: app
                securityContext:
                  runAsNonRoot: true
            """;

    /** Large collections are looked up in an index. */
    @Test
    void findsTheSameInLargeCollectionsAsInSmall() {
        for (int more : new int[] {0, 100}) {
            StringBuilder keys = new StringBuilder();
            StringBuilder items = new StringBuilder();
            for (int i = 0; i < more; i++) {
                keys.append("k").append(i).append(": 0, ");
                items.append("{name: k").append(i).append("}, ");
            }
            KubeNode object = object("""
                    merged: &merged {a: of the merge, b: of the merge}
                    map: {%s a: first, b: first, <<: *merged, b: last, 1.0: number, yes: word, k: ~}
                    volumes: [%s {name: a, v: 1}, {name: a, v: 2}, {name: 7}, text, {name: own}]
                    lower: {volumes: [%s {name: a, w: 3}, {name: b, w: 4}]}
                    """.formatted(keys, items, items));
            KubeNode map = object.get("map");
            assertThat(map.get("a").text()).contains("of the merge");
            assertThat(map.get("b").text()).contains("last");
            assertThat(map.get("1").text()).contains("number");
            assertThat(map.get("true").text()).contains("word");
            assertThat(map.get("yes").written()).isFalse();
            assertThat(map.get("k").written()).isTrue();
            assertThat(map.get("none").written()).isFalse();

            KubeNode volumes = object.get("volumes");
            assertThat(volumes.itemNamed("a").orElseThrow().get("v").integer()).contains(1L);
            assertThat(volumes.itemNamed("a").orElseThrow().path()).isEqualTo("volumes[" + more + "]");
            assertThat(volumes.itemNamed("7")).isEmpty();
            assertThat(volumes.itemNamed("b")).isEmpty();

            KubeNode both = object.over(object.get("lower")).get("volumes");
            for (String name : new String[] {"a", "b", "own", "none"}) {
                String expected = both.items().stream()
                        .filter(item ->
                                item.get("name").text().filter(name::equals).isPresent())
                        .findFirst()
                        .map(item -> item.path()
                                + item.get("v").scalar()
                                + item.get("w").scalar())
                        .orElse("");
                assertThat(both.itemNamed(name)
                                .map(item -> item.path()
                                        + item.get("v").scalar()
                                        + item.get("w").scalar())
                                .orElse(""))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void pointsFromTheKeyThroughTheValue() {
        assertThat(place(object(POD)
                        .at("spec")
                        .get("containers")
                        .items()
                        .getFirst()
                        .at("securityContext", "runAsNonRoot")))
                .isEqualTo("6:7-6:25");
    }

    @Test
    void pointsToTheSecurityContextsKeyWhereASettingOfItIsAbsent() {
        KubeNode absent = container().at("securityContext", "capabilities", "drop");

        assertThat(place(absent)).isEqualTo("5:5-5:20");
        assertThat(absent.path()).isEqualTo("spec.containers[0].securityContext.capabilities.drop");
    }

    @Test
    void pointsToTheContainersNameWhereTheSecurityContextIsAbsent() {
        KubeNode container = object("spec: {containers: [{image: nginx, name: app}]}")
                .at("spec", "containers")
                .items()
                .getFirst();

        assertThat(place(container.at("securityContext", "privileged"))).isEqualTo("1:36-1:45");
    }

    @Test
    void pointsToTheContainersFirstKeyWhereItHasNoName() {
        KubeNode container = object("spec: {containers: [{image: nginx}]}")
                .at("spec", "containers")
                .items()
                .getFirst();

        assertThat(place(container.at("securityContext", "privileged"))).isEqualTo("1:22-1:27");
    }

    @Test
    void pointsToThePodSpecsKeyWhereSomethingOfThePodIsAbsent() {
        assertThat(place(object(POD).at("spec", "securityContext", "runAsUser")))
                .isEqualTo("1:1-1:5");
    }

    @Test
    void pointsToAKeyThatHasNoValue() {
        KubeNode context = object("""
                spec:
                  securityContext:
                  hostPID: true
                """).at("spec", "securityContext");

        assertThat(context.written()).isTrue();
        assertThat(context.exists()).isFalse();
        assertThat(place(context.get("runAsUser"))).isEqualTo("2:3-2:18");
    }

    @Test
    void countsCodePointsAndTabsAsOneColumn() {
        assertThat(place(object("\"\uD83D\uDE00\":\t{a: b}").get("\uD83D\uDE00").get("a")))
                .isEqualTo("1:7-1:11");
    }

    @Test
    void quotesNamesWithDotsInPaths() {
        assertThat(object("metadata: {annotations: {a.b/c: d}}")
                        .at("metadata", "annotations", "a.b/c")
                        .path())
                .isEqualTo("metadata.annotations[\"a.b/c\"]");
    }

    @Test
    void namesItemsInStablePaths() {
        assertThat(container().get("image").stablePath()).isEqualTo("spec.containers[app].image");
    }

    @Test
    void namesScalarsInStablePathsByWhatTheyAre() {
        assertThat(object("{add: [NET_ADMIN, SYS_ADMIN]}")
                        .get("add")
                        .items()
                        .get(1)
                        .stablePath())
                .isEqualTo("add[SYS_ADMIN]");
        assertThat(object("{groups: [7, 0]}").get("groups").items().get(1).stablePath())
                .isEqualTo("groups[0]");
        assertThat(object("{ports: [{hostPort: 80}]}")
                        .get("ports")
                        .items()
                        .getFirst()
                        .get("hostPort")
                        .stablePath())
                .isEqualTo("ports[].hostPort");
    }

    @Test
    void letsTheLastDuplicateWin() {
        KubeNode object = object("""
                a: 1
                a: 2
                """);

        assertThat(object.get("a").integer()).contains(2L);
        assertThat(object.fields())
                .singleElement()
                .satisfies(field -> assertThat(field.integer()).contains(2L));
    }

    @Test
    void letsAMergeOverrideWhatStandsBeforeItAndNotWhatFollows() {
        KubeNode object = object("""
                base: &base {privileged: true}
                before: {privileged: false, <<: *base}
                after: {<<: *base, privileged: false}
                several: {<<: [{privileged: true}, {privileged: false, other: 1}]}
                """);

        assertThat(object.at("before", "privileged").isTrue()).isTrue();
        assertThat(object.at("after", "privileged").isFalse()).isTrue();
        assertThat(object.at("several", "privileged").isTrue()).isTrue();
        assertThat(object.at("several", "other").integer()).contains(1L);
        assertThat(object.get("several").fields())
                .extracting(KubeNode::name)
                .containsExactlyInAnyOrder("privileged", "other");
    }

    @Test
    void followsAliases() {
        KubeNode object = object("""
                base: &base {runAsUser: 1000}
                here: *base
                """);

        assertThat(object.at("here", "runAsUser").integer()).contains(1000L);
        assertThat(object.at("here", "runAsUser").path()).isEqualTo("here.runAsUser");
    }

    @Test
    void readsScalarsAsTheirFieldsWouldTakeThem() {
        KubeNode object = object("""
                yes: on
                number: 1e3
                half: 1000.5
                text: "1000"
                nothing: ~
                """);

        assertThat(object.get("true").isTrue()).isTrue();
        assertThat(object.get("number").integer()).contains(1000L);
        assertThat(object.get("half").integer()).isEmpty();
        assertThat(object.get("text").integer()).isEmpty();
        assertThat(object.get("nothing").exists()).isFalse();
    }

    @Test
    void takesWholeNumbersOfSixtyFourBits() {
        KubeNode object = object("{most: 9223372036854775807, more: 9223372036854775808}");

        assertThat(object.get("most").integer()).contains(Long.MAX_VALUE);
        assertThat(object.get("more").integer()).isEmpty();
    }

    @Test
    void showsScalarsAsOneWouldWriteThem() {
        assertThat(object("[~, on, 0x10, 1.50, text, [a]]").items().stream()
                        .map(item -> item.isScalar() ? item.scalar().shown() : "-"))
                .containsExactly("null", "true", "16", "1.5", "text", "-");
    }

    @Test
    void quotesNamesThatAreEmpty() {
        assertThat(object("a: {'': 1}").at("a", "").path()).isEqualTo("a[\"\"]");
    }

    @Test
    void pointsToAnItemThatIsEmpty() {
        assertThat(place(object("a: [{}]").get("a").items().getFirst().get("absent")))
                .isEqualTo("1:5-1:7");
    }

    private static KubeNode container() {
        return object(POD).at("spec", "containers").items().getFirst();
    }

    private static KubeNode object(String text) {
        SourceText source = SourceText.of("test.yaml", text);
        Document document = YamlReader.documents(source).iterator().next();
        return KubeNode.object(source, ((Document.Parsed) document).root());
    }

    private static String place(KubeNode node) {
        Location at = node.location();
        assertThat(node.position()).isEqualTo(new Position(at.line(), at.column()));
        return at.line() + ":" + at.column() + "-" + at.endLine() + ":" + at.endColumn();
    }
}
