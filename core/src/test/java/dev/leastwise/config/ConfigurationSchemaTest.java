package dev.leastwise.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.finding.Severity;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.report.FailOn;
import dev.leastwise.report.JsonWriter;
import dev.leastwise.rule.Parameter;
import dev.leastwise.rule.Rule;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.SuppressionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the schema that editors use to what the reader takes; {@code -Dleastwise.update} writes it anew. */
class ConfigurationSchemaTest {

    private static final Path FILE = Path.of("../docs/schema/config-v1.json");

    @Test
    void theSchemaIsThatOfTheReader() throws IOException {
        String schema = schema();
        if (Boolean.getBoolean("leastwise.update")) Files.writeString(FILE, schema);

        assertThat(Files.readString(FILE))
                .as("write it anew: ./mvnw test -pl core -Dtest=ConfigurationSchemaTest -Dleastwise.update=true")
                .isEqualTo(schema);
    }

    @Test
    void docsSpeakOfEveryKeyAndParameter() throws IOException {
        String docs = Files.readString(Path.of("../docs/configuration.md"));

        for (String key : ConfigurationReader.KEYS) assertThat(docs).contains("`" + key + "`");
        for (String key : ConfigurationReader.ALLOW_KEYS) assertThat(docs).contains("`" + key + "`");
        for (Rule rule : Rules.ALL) {
            for (Parameter parameter : rule.parameters()) {
                assertThat(docs)
                        .contains("| `" + rule.info().id() + "` | `" + parameter.name() + "` | " + parameter.meaning()
                                + " | " + otherwise(parameter) + " |");
            }
        }
    }

    private static String otherwise(Parameter parameter) {
        String numbers = parameter.otherwise().toString();
        return numbers.isEmpty() ? "none" : numbers;
    }

    private static String schema() {
        Map<String, Runnable> keys = new LinkedHashMap<>();
        StringBuilder out = new StringBuilder();
        JsonWriter json = new JsonWriter(out);
        keys.put(
                "target",
                () -> oneOf(
                        json,
                        "The container runtime of the nodes",
                        Stream.of(ContainerRuntime.values())
                                .map(ContainerRuntime::id)
                                .toList()));
        keys.put("kubernetes", () -> text(json, "The version of Kubernetes", "^v?1\\.[0-9]{2}$"));
        keys.put("standards", () -> {
            description(json, "The Pod Security Standards to judge by: LEVEL[:VERSION], or namespace")
                    .field("type", "array");
            json.name("items");
            text(json, "", "^(namespace|(privileged|baseline|restricted)(:(latest|v1\\.(0|[1-9][0-9]*)))?)$");
            json.endObject();
        });
        keys.put(
                "failOn",
                () -> oneOf(
                        json,
                        "From which severity on a run fails",
                        Stream.of(FailOn.values()).map(FailOn::id).toList()));
        keys.put("rules", () -> rules(json));
        keys.put("ignore", () -> {
            description(
                            json,
                            "Files that are not judged: patterns as in a .gitignore file, below the configuration's folder")
                    .field("type", "array");
            json.name("items");
            text(json, "", "^[^#]");
            json.endObject();
        });
        keys.put("allow", () -> list(json, "Findings that are meant", ConfigurationReader.ALLOW_KEYS, 2));
        keys.put("images", () -> {
            description(json, "Where images lie, as OCI layouts, by their references")
                    .field("type", "object");
            json.name("additionalProperties");
            text(json, "", "\\S");
            json.endObject();
        });
        keys.put(
                "templates",
                () -> list(json, "Where custom resources keep pod templates", ConfigurationReader.TEMPLATE_KEYS, 3));
        assertThat(keys).containsOnlyKeys(ConfigurationReader.KEYS.toArray(String[]::new));

        json.object()
                .field("$schema", "https://json-schema.org/draft/2020-12/schema")
                .field("$id", "https://leastwise.dev/schema/config-v1.json")
                .field("title", ".leastwise.yaml");
        json.name("type").array().value("object").value("null").endArray();
        json.name("properties").object();
        keys.forEach((key, value) -> {
            json.name(key);
            value.run();
        });
        json.endObject().field("additionalProperties", false);
        json.name("$defs").object();
        json.name("setting").object();
        json.field("description", "off, on, or the severity of all that the rule finds");
        json.name("enum").array().value("off").value("on").value(false).value(true);
        for (Severity severity : Severity.values()) json.value(severity.id());
        json.endArray().endObject();
        json.name("numbers").object().field("type", "array");
        json.name("items").object();
        json.name("type").array().value("integer").value("string").endArray();
        json.field("minimum", 1)
                .field("pattern", "^[0-9]{1,10}( *- *[0-9]{1,10})?$")
                .endObject();
        json.endObject();
        json.endObject().endObject();
        return out.append('\n').toString();
    }

    private static JsonWriter description(JsonWriter json, String text) {
        json.object();
        return text.isEmpty() ? json : json.field("description", text);
    }

    private static void text(JsonWriter json, String description, String pattern) {
        description(json, description)
                .field("type", "string")
                .field("pattern", pattern)
                .endObject();
    }

    private static void oneOf(JsonWriter json, String description, List<String> values) {
        description(json, description);
        json.name("enum").array();
        values.forEach(json::value);
        json.endArray().endObject();
    }

    private static void rules(JsonWriter json) {
        description(json, "What becomes of the findings of single rules").field("type", "object");
        json.name("properties").object();
        for (Rule rule : Rules.ALL) {
            description(json.name(rule.info().id()), rule.info().title());
            json.name("anyOf").array();
            json.object().field("$ref", "#/$defs/setting").endObject();
            json.object().field("type", "object");
            json.name("properties").object();
            json.name(RuleSettings.SEVERITY)
                    .object()
                    .field("$ref", "#/$defs/setting")
                    .endObject();
            for (Parameter parameter : rule.parameters()) {
                description(json.name(parameter.name()), parameter.meaning());
                json.field("$ref", "#/$defs/numbers").endObject();
            }
            json.endObject().field("additionalProperties", false).endObject();
            json.endArray().endObject();
        }
        json.endObject().field("additionalProperties", false).endObject();
    }

    private static void list(JsonWriter json, String description, List<String> fields, int needed) {
        List<String> required = new ArrayList<>(needed == 2 ? List.of("rule", "reason") : fields);
        description(json, description).field("type", "array");
        json.name("items").object().field("type", "object");
        json.name("properties").object();
        for (String field : fields) {
            json.name(field);
            switch (field) {
                case "rule" -> oneOf(json, "", suppressible());
                case "until" -> text(json, "The last day on which it holds", "^\\d{4}-\\d{2}-\\d{2}$");
                case "file" -> text(json, "A pattern as in a .gitignore file", "^[^#]");
                case "object" ->
                    text(json, "NAME, KIND/NAME or KIND/NAMESPACE/NAME; * stands for any letters", "^[^#]");
                case "container" -> text(json, "Its name; * stands for any letters", "^[^#]");
                case "path" ->
                    text(
                            json,
                            "Fields to a pod template or a pod spec; * stands for every item or field",
                            "^[^.]+(\\.[^.]+)*$");
                default -> text(json, "", "\\S");
            }
        }
        json.endObject();
        json.name("required").array();
        required.forEach(json::value);
        json.endArray().field("additionalProperties", false).endObject().endObject();
    }

    private static List<String> suppressible() {
        return Rules.ALL.stream()
                .filter(rule -> !(rule instanceof SuppressionRule))
                .map(rule -> rule.info().id())
                .toList();
    }
}
