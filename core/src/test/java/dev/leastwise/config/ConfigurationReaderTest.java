package dev.leastwise.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.report.FailOn;
import dev.leastwise.source.InputError;
import dev.leastwise.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a configuration says, and what is said of its mistakes. */
class ConfigurationReaderTest {

    private static final Path FOLDER = Path.of("/shop");

    private static final String EVERYTHING = """
            target: cri-o
            kubernetes: v1.30
            standards: ["restricted:v1.30", namespace]
            failOn: medium
            rules:
              no-memory-limit: off
              host-network: "off"
              host-pid: on
              privileged: high
              host-port: { allowed: [80, "443", 8000-8999] }
              low-uid: { severity: low, allowed: [10000-19999] }
              shared-uid:
            ignore:
            - vendor/
            - "*.gen.yaml"
            allow:
            - rule: host-path
              file: deploy/agent.yaml
              object: DaemonSet/agent
              container: agent
              reason: it reads the node's logs
              until: 2027-01-31
            images:
              nginx: images/nginx
            templates:
            - { apiVersion: shop.example/v1, kind: Store, path: spec.*.template }
            """;

    @Test
    void saysWhatItHolds() {
        List<InputError> errors = new ArrayList<>();
        Configuration read = read(EVERYTHING, errors);

        assertThat(errors).isEmpty();
        assertThat(read.target()).contains(ContainerRuntime.CRI_O);
        assertThat(read.kubernetes()).contains(30);
        assertThat(read.standards()).containsExactly("restricted:v1.30", "namespace");
        assertThat(read.failOn()).contains(FailOn.MEDIUM);
        assertThat(read.rule("no-memory-limit").off()).isTrue();
        assertThat(read.rule("host-network").off()).isTrue();
        assertThat(read.rule("host-pid")).isEqualTo(RuleSetting.ON);
        assertThat(read.rule("privileged").severity().map(Object::toString)).contains("HIGH");
        assertThat(read.rule("low-uid").severity().map(Object::toString)).contains("LOW");
        assertThat(read.settings().parameters().toString()).contains("host-port.allowed=80, 443, 8000-8999");
        assertThat(read.settings().parameters()).containsOnlyKeys("host-port.allowed", "low-uid.allowed");
        assertThat(read.settings().templates())
                .containsExactly(new CustomTemplate("shop.example/v1", "Store", "spec.*.template"));
        assertThat(read.ignore().match("vendor/a/b.yaml")).isTrue();
        assertThat(read.ignore().match("deploy/b.gen.yaml")).isTrue();
        assertThat(read.ignore().match("deploy/b.yaml")).isFalse();
        assertThat(read.allow()).hasSize(1);
        assertThat(read.images().get("nginx")).isEqualTo(FOLDER.resolve("images/nginx"));
    }

    @Test
    void isEmptyWhereNothingIsWritten() {
        for (String text : List.of("", "# nothing yet\n", "---\n", "rules:\nallow:\nignore:\nfailOn:\n", "{}")) {
            List<InputError> errors = new ArrayList<>();
            Configuration read = read(text, errors);
            assertThat(errors).as(text).isEmpty();
            assertThat(read.rules()).isEmpty();
            assertThat(read.allow()).isEmpty();
        }
    }

    @Test
    void namesTheNearestKeyAndValue() {
        assertThat(mistakes("""
                ignroe: [a]
                traget: podman
                colour: red
                target: podmann
                kubernetes: v1.99
                failOn: hihg
                standards: [restrictd, "restricted:1.30", low]
                """)).isEqualTo("""
                1:1: unknown key "ignroe"; did you mean "ignore"?
                2:1: unknown key "traget"; did you mean "target"?
                3:1: unknown key "colour"; use target, kubernetes, standards, failOn, rules, ignore, allow, images, templates
                4:9: "podmann" is no runtime; did you mean "podman"?
                5:13: kubernetes "v1.99" is not known; use v1.25 to v1.37
                6:9: "hihg" is no threshold; did you mean "high"?
                7:13: "restrictd" is no standard; did you mean "restricted"?
                7:24: "restricted:1.30" is no standard; write the version as latest or v1.N
                7:43: "low" is no standard; use privileged, baseline, restricted, namespace
                """);
    }

    @Test
    void namesTheNearestRuleAndWhatItTakes() {
        assertThat(mistakes("""
                rules:
                  priviledged: off
                  xyz: off
                  root-user: hgih
                  host-pid: 3
                  host-ipc: [off]
                  host-port: { alowed: [80], allowed: [0, 80-70, 70000, x, 1.5] }
                  low-uid: { allowed: 101 }
                  host-network: { allowed: [1] }
                """)).isEqualTo("""
                2:3: no rule "priviledged"; did you mean "privileged"?
                3:3: no rule "xyz"; leastwise rules lists them
                4:14: "hgih" is no setting of a rule; did you mean "high"?
                5:13: "3" is no setting of a rule; use off, on, critical, high, medium, low, info
                6:13: "host-ipc" is a list; write off, on, a severity or { parameters }
                7:16: unknown key "alowed"; did you mean "allowed"?
                7:40: "0" is no number or range from 1 to 65535; write them as in [80, 8000-8999]
                7:43: "80-70" is no number or range from 1 to 65535; write them as in [80, 8000-8999]
                7:50: "70000" is no number or range from 1 to 65535; write them as in [80, 8000-8999]
                7:57: "x" is no number or range from 1 to 65535; write them as in [80, 8000-8999]
                7:60: "1.5" is no number or range from 1 to 65535; write them as in [80, 8000-8999]
                8:23: "allowed" must be a list; write its numbers in [ ]
                9:19: unknown key "allowed"; use severity
                """);
    }

    @Test
    void namesWhatAnEntryLacks() {
        assertThat(mistakes("""
                allow:
                - rule: host-path
                - { rule: host-paht, reason: because, unitl: 2027-01-01 }
                - { rule: host-pid, reason: because, until: 2027-02-30 }
                - { rule: unused-suppression, reason: because }
                - just text
                ignore: "*.yaml"
                templates:
                - { apiVersion: apps/v1, kind: Deployment, path: spec..template }
                - { kind: Store }
                images: [nginx]
                """)).isEqualTo("""
                2:3: "reason" is missing; write what it is
                3:11: no rule "host-paht"; did you mean "host-path"?
                3:39: unknown key "unitl"; did you mean "until"?
                4:45: "2027-02-30" is no date; write it as YYYY-MM-DD
                5:11: unused-suppression cannot be suppressed; switch it off under rules
                6:3: the entry must be a mapping; write it as { key: value }
                7:9: "ignore" must be a list; write its patterns in [ ]
                9:17: "apps/v1" is Kubernetes' own; leave the entry out: its kinds are known, and this is for custom resources
                9:50: "spec..template" is no path; write fields as in spec.template.spec
                10:3: "apiVersion" is missing; write what it is
                10:3: "path" is missing; write what it is
                11:9: "images" must be a mapping; write it as { key: value }
                """);
    }

    @Test
    void tellsWhatIsNoTextAndNoConfigurationAtAll() {
        assertThat(mistakes("target: yes\nkubernetes: 1.30\n")).isEqualTo("""
                1:9: "true" is no text; put it in quotes, if it is meant so
                2:13: "kubernetes" is a number, and 1.30 is 1.3; write a version of v1.25 to v1.37
                """);
        assertThat(mistakes("allow:\n- { rule: host-pid, reason: '' }\nignore: [\"\"]\n"))
                .isEqualTo("""
                2:29: "" says nothing; write what is meant
                3:10: "" says nothing; write what is meant
                """);
        assertThat(mistakes("target: podman\nfailOn: low\ntarget: podman\n")).isEqualTo("""
                1:1: "target" is written twice; keep one of them
                """);
        assertThat(mistakes("a: [\n")).startsWith("2:1: ");
        assertThat(mistakes("- a\n")).isEqualTo("1:1: the configuration has no keys; write it as KEY: VALUE\n");
        assertThat(mistakes("a\n")).isEqualTo("1:1: the configuration has no keys; write it as KEY: VALUE\n");
        assertThat(mistakes("failOn: low\n---\nfailOn: low\n")).isEqualTo("""
                3:1: a second document; write one: it is never read
                """);
    }

    @Test
    void strictlyItWeakensNoVerdict() {
        Configuration strict = read(EVERYTHING.replace("privileged: high", "probe-host: high"), new ArrayList<>())
                .strict();

        assertThat(strict.rules().values()).noneMatch(RuleSetting::off).allMatch(RuleSetting::raisesOnly);
        assertThat(strict.ignore().match("vendor/a.yaml")).isFalse();
        assertThat(strict.allow()).isEmpty();
        assertThat(strict.failOn()).isEmpty();
        assertThat(strict.settings().parameters()).isEmpty();
        assertThat(strict.settings().templates()).hasSize(1);
        assertThat(strict.target()).contains(ContainerRuntime.CRI_O);
        assertThat(strict.standards()).hasSize(2);
    }

    private static final long SEED = Long.getLong("leastwise.seed", 20_260_105L);

    @Test
    void whateverItIsGivenItReadsItToTheEnd() {
        System.out.println("damaged configurations: seed " + SEED + " (-Dleastwise.seed)");
        Random random = new Random(SEED);
        for (int i = 0; i < 4_000; i++) {
            String damaged = damage(EVERYTHING, random);
            List<InputError> errors = new ArrayList<>();
            read(damaged, errors);
            for (InputError error : errors) {
                assertThat(error.line().orElse(1)).as(damaged).isBetween(1, damaged.split("\n", -1).length);
                assertThat(error.message() + error.remedy()).as(damaged).doesNotContain("Exception");
            }
        }
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(5)) {
                case 0 -> damaged.setCharAt(at, (char) random.nextInt(0x250));
                case 1 -> damaged.setCharAt(at, "\n :-[]{}&*!|>'\"#%,?~".charAt(random.nextInt(20)));
                case 2 -> damaged.insert(at, text, 0, random.nextInt(40));
                case 3 -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(30)));
                default ->
                    damaged.insert(
                            at,
                            List.of("null", "1.5", "<<: {a: b}", "[[]]", "!!binary a", "&a ")
                                    .get(random.nextInt(6)));
            }
            if (damaged.isEmpty()) damaged.append(text);
        }
        return damaged.toString();
    }

    private static Configuration read(String text, List<InputError> errors) {
        return ConfigurationReader.read(SourceText.of(".leastwise.yaml", text), FOLDER, errors);
    }

    private static String mistakes(String text) {
        List<InputError> errors = new ArrayList<>();
        read(text, errors);
        return errors.stream()
                .map(error -> error.line().getAsInt() + ":" + error.column().getAsInt() + ": " + error.message() + "; "
                        + error.remedy() + "\n")
                .collect(Collectors.joining());
    }
}
