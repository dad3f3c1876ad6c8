package dev.leastwise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.schema.FieldType.ListOf;
import dev.leastwise.schema.FieldType.MapOf;
import dev.leastwise.schema.FieldType.ObjectRef;
import dev.leastwise.schema.FieldType.ScalarType;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import dev.leastwise.yaml.Mapping;
import dev.leastwise.yaml.Scalar;
import dev.leastwise.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldIndexTest {

    private final FieldIndex index = FieldIndex.newest();

    @Test
    void theCommittedIndexIsWhatTheGeneratorMakes() {
        if (System.getProperty("update") != null) {
            FieldIndexGenerator.update();
            return;
        }
        assertThat(FieldIndexGenerator.committed()).isEqualTo(FieldIndexGenerator.generate());
    }

    @Test
    void knowsWhatKindOfValueAFieldTakes() {
        assertThat(type("SecurityContext", "runAsUser")).isEqualTo(ScalarType.INT64);
        assertThat(type("SecurityContext", "privileged")).isEqualTo(ScalarType.BOOLEAN);
        assertThat(type("PodSpec", "priority")).isEqualTo(ScalarType.INT32);
        assertThat(type("HTTPGetAction", "port")).isEqualTo(ScalarType.INT_OR_STRING);
        assertThat(type("EmptyDirVolumeSource", "sizeLimit")).isEqualTo(ScalarType.QUANTITY);
        assertThat(type("ObjectMeta", "creationTimestamp")).isEqualTo(ScalarType.TIME);
        assertThat(type("ObjectMeta", "labels")).isEqualTo(new MapOf(ScalarType.STRING));
        assertThat(type("Capabilities", "drop")).isEqualTo(new ListOf(ScalarType.STRING));
        assertThat(type("PodSpec", "ephemeralContainers")).isEqualTo(new ListOf(new ObjectRef("EphemeralContainer")));
        assertThat(type("Deployment", "status")).isEqualTo(new FieldType.Any());
        assertThat(type("PodFailurePolicyOnPodConditionsPattern", "status")).isEqualTo(ScalarType.STRING);
    }

    @Test
    void knowsWhenAFieldCameAndWent() {
        assertThat(field("PodSpec", "containers").since()).isZero();
        assertThat(field("PodSpec", "hostUsers").since()).isEqualTo(25);
        assertThat(field("SecurityContext", "appArmorProfile").since()).isEqualTo(30);
        assertThat(field("VolumeMount", "bindMountOptions").existsIn(36)).isFalse();
        assertThat(field("VolumeMount", "bindMountOptions").existsIn(37)).isTrue();
        assertThat(field("PodSpec", "workloadRef").existsIn(34)).isFalse();
        assertThat(field("PodSpec", "workloadRef").existsIn(35)).isTrue();
        assertThat(field("PodSpec", "workloadRef").existsIn(36)).isFalse();
    }

    @Test
    void hasNoTypeThatNoWorkloadUses() {
        assertThat(index.type("Node")).isEmpty();
        assertThat(index.type("")).isEmpty();
    }

    @Test
    void findsEveryFieldByItsKeyHoweverItIsWritten() {
        for (String type : types()) {
            for (Field field : index.known(type).fields()) {
                assertThat(find(type, field.name() + ": x")).isSameAs(field);
                assertThat(find(type, '"' + field.name() + "\": x")).isSameAs(field);
                assertThat(find(type, "&anchor " + field.name() + ": x")).isSameAs(field);
                assertThat(find(type, field.name() + "x: x")).isNotSameAs(field);
            }
        }
        assertThat(find("PodSpec", "\"\": x")).isSameAs(Field.NONE);
    }

    @Test
    void refersOnlyToTypesThatItHas() {
        for (String type : types()) {
            for (Field field : index.known(type).fields()) {
                FieldType held = field.type();
                while (held instanceof ListOf list) held = list.element();
                if (held instanceof MapOf map) held = map.value();
                if (held instanceof ObjectRef object)
                    assertThat(index.type(object.name())).isPresent();
            }
        }
    }

    @Test
    void goTypesAreThoseOfFieldsThatTheIndexHas() {
        for (String row : GoTypes.NAMED.strip().lines().toList()) {
            int dot = row.indexOf('.');
            assertThat(has(row.substring(0, dot), row.substring(dot + 1, row.indexOf(' '))))
                    .as(row)
                    .isTrue();
        }
        for (String row : GoTypes.EMBEDDED.strip().lines().toList()) {
            List<String> words = List.of(row.split(" ", -1));
            for (String field : words.subList(2, words.size())) {
                assertThat(has(words.getFirst(), field)).as(row).isTrue();
            }
        }
    }

    private boolean has(String type, String field) {
        return index.type(type).flatMap(known -> known.field(field)).isPresent();
    }

    private List<String> types() {
        return FieldTable.TEXT
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private FieldType type(String type, String field) {
        return field(type, field).type();
    }

    private Field field(String type, String field) {
        return index.type(type).orElseThrow().field(field).orElseThrow();
    }

    private Field find(String type, String yaml) {
        SourceText source = SourceText.of("a.yaml", yaml);
        Document document = YamlReader.documents(source).iterator().next();
        Mapping mapping = (Mapping) ((Document.Parsed) document).root();
        return index.known(type).find((Scalar) mapping.key(0), source.bytes());
    }
}
