package dev.leastwise.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.leastwise.apiserver.RealApiServer.Answer;
import dev.leastwise.apiserver.RealApiServer.FieldValidation;
import dev.leastwise.finding.Finding;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Target;
import dev.leastwise.rule.Rule;
import dev.leastwise.schema.Field;
import dev.leastwise.schema.FieldIndex;
import dev.leastwise.schema.FieldType;
import dev.leastwise.schema.FieldType.ListOf;
import dev.leastwise.schema.FieldType.MapOf;
import dev.leastwise.schema.FieldType.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds misplaced-setting, unknown-setting and wrong-type, and the field index, to what a server knows. */
@Tag("slow")
class FieldsTest {

    private static final List<Rule> RULES = Sample.rules("misplaced-setting", "unknown-setting", "wrong-type");
    private static final long SEED = Long.getLong("leastwise.seed", 20_261_126L);
    private static final int COUNT = Integer.getInteger("leastwise.objects", 200);
    private static final String STRICT = "strict decoding error: ";

    private final RealApiServer server = RealApiServer.assume();
    private final String namespace = server.namespace(Map.of());

    @TestFactory
    Stream<DynamicTest> examples() {
        return RULES.stream()
                .flatMap(rule -> Sample.examples(rule).stream()
                        .filter(sample -> !sample.text().contains("$")) // a patch of kustomize's
                        .map(sample -> dynamicTest(
                                rule.info().id() + ": " + sample.name(), () -> isAnsweredAsReported(sample))));
    }

    @Test
    void randomObjects() {
        System.out.println("random fields: seed " + SEED + " (-Dleastwise.seed)");
        RandomFields objects = new RandomFields(new Random(SEED));
        for (int i = 0; i < COUNT; i++) {
            isAnsweredAsReported(Sample.of(Json.write(objects.next())).getFirst());
        }
    }

    /** A server names the first value of a wrong type alone, and unknown fields only where no type is wrong. */
    private void isAnsweredAsReported(Sample sample) {
        boolean unserved = sample.findings(RULES).stream()
                .anyMatch(finding -> finding.why().contains("no matches for kind"));
        assertThat(server.serves(
                        sample.manifest().apiVersion(), sample.manifest().kind()))
                .isEqualTo(!unserved);
        if (unserved) return;
        Map<String, Object> object = Json.object(sample.manifest().root());
        String text = Json.write(object);
        Map<String, List<String>> wrong = new TreeMap<>();
        Set<String> unknown = new TreeSet<>();
        for (Finding finding : sample.findings(RULES)) {
            if (finding.rule().equals("wrong-type")) {
                wrong.computeIfAbsent(finding.message(), absent -> new ArrayList<>())
                        .add(finding.path());
            } else {
                unknown.add(unknownField(finding));
            }
        }
        while (!wrong.isEmpty()) {
            String first = refusal(create(object, FieldValidation.IGNORE));
            assertThat(wrong).as(text).containsKey(first);
            assertThat(refusal(create(object, FieldValidation.STRICT))).isEqualTo(first);
            for (String path : wrong.remove(first)) remove(object, path);
        }
        Answer ignoring = create(object, FieldValidation.IGNORE);
        assertThat(refusal(ignoring)).as(text).isEmpty();
        assertThat(unknownFields(ignoring)).isEmpty();
        Answer warning = create(object, FieldValidation.WARN);
        assertThat(refusal(warning)).isEmpty();
        assertThat(unknownFields(warning)).as(text).isEqualTo(unknown);
        String strict = refusal(create(object, FieldValidation.STRICT));
        Set<String> refused = new TreeSet<>();
        if (strict.startsWith(STRICT)) {
            refused.addAll(Arrays.asList(strict.substring(STRICT.length()).split(", ", -1)));
        }
        assertThat(refused).as(text).isEqualTo(unknown);
    }

    private Answer create(Map<String, Object> object, FieldValidation validation) {
        return server.create(namespace, object, validation);
    }

    /** What the decoder says behind {@code Pod in version "v1" cannot be handled as a Pod: }; empty where it is silent. */
    private static String refusal(Answer answer) {
        return answer.status() == 400 ? answer.message().replaceFirst("^.*? cannot be handled as a \\w+: ", "") : "";
    }

    private static Set<String> unknownFields(Answer answer) {
        Set<String> fields = new TreeSet<>(answer.warnings());
        fields.removeIf(warning -> !warning.startsWith("unknown field "));
        return fields;
    }

    private static String unknownField(Finding finding) {
        int start = finding.why().indexOf(STRICT) + STRICT.length();
        return finding.why().substring(start, finding.why().indexOf(". A client"));
    }

    private static final Pattern STEP = Pattern.compile("\\[\"(.*?)\"]|\\[(\\d+)]|([^.\\[]+)");

    /** Removes a field; an item leaves null behind, so that the others keep their places. */
    @SuppressWarnings("unchecked")
    private static void remove(Map<String, Object> object, String path) {
        Matcher step = STEP.matcher(path);
        Object at = object;
        while (step.find()) {
            boolean last = step.end() == path.length();
            if (step.group(2) != null) {
                List<Object> list = (List<Object>) at;
                int index = Integer.parseInt(step.group(2));
                at = last ? list.set(index, Json.NULL) : list.get(index);
            } else {
                Map<String, Object> fields = (Map<String, Object>) at;
                String name = step.group(1) == null ? step.group(3) : step.group(1);
                at = last ? fields.remove(name) : fields.get(name);
            }
        }
    }

    /** That they were recorded right is not taken on trust. */
    @TestFactory
    List<DynamicTest> recordedAnswers() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = FieldIndex.class.getResourceAsStream("answers.txt")) {
            Iterator<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .iterator();
            while (lines.hasNext()) {
                Sample sample = Sample.of(lines.next()).getFirst();
                String answer = lines.next().strip();
                Map<String, Object> object = Json.object(sample.manifest().root());
                tests.add(dynamicTest(
                        Json.write(object),
                        () -> assertThat(refusal(create(object, FieldValidation.STRICT)))
                                .isEqualTo(answer.equals("taken") ? "" : answer)));
            }
        }
        return tests;
    }

    @Test
    void theIndexHasTheFieldsThatTheServerPublishes() {
        Map<String, KubeNode> published = new HashMap<>();
        for (String group : List.of("api/v1", "apis/apps/v1", "apis/batch/v1")) {
            for (KubeNode schema : server.get("/openapi/v3/" + group)
                    .at("components", "schemas")
                    .fields()) {
                published.put(schema.name().substring(schema.name().lastIndexOf('.') + 1), schema);
            }
        }
        Map<String, Set<String>> indexed = new TreeMap<>();
        for (String kind : RandomFields.KINDS.keySet()) index(kind, indexed);
        indexed.forEach((type, fields) -> {
            Set<String> expected = new TreeSet<>();
            for (KubeNode field : published.get(type).get("properties").fields()) expected.add(field.name());
            assertThat(fields).as(type).isEqualTo(expected);
        });
    }

    private static void index(String type, Map<String, Set<String>> indexed) {
        if (indexed.containsKey(type)) return;
        Set<String> fields = new TreeSet<>();
        indexed.put(type, fields);
        for (Field field : FieldIndex.newest().type(type).orElseThrow().fields()) {
            if (!field.existsIn(Target.NEWEST_KUBERNETES)) continue;
            fields.add(field.name());
            FieldType held = field.type();
            while (held instanceof ListOf list) held = list.element();
            if (held instanceof MapOf map) held = map.value();
            if (held instanceof ObjectRef object) index(object.name(), indexed);
        }
    }
}
