package dev.leastwise.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pod Security says word for word what the API server's own says. */
class PodSecurityTest {

    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aPodIsRefusedInTheseWords(Case pod) {
        for (Case.Expected expected : pod.expected()) {
            if (!expected.asPod()) continue;
            Evaluation evaluation = PodSecurity.evaluate(Pods.bare(pod.pod()), expected.standard());
            assertThat(evaluation.message().orElse(""))
                    .as(expected.standard().id())
                    .isEqualTo(expected.message(true));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aTemplateIsWarnedOfInTheseWords(Case pod) {
        for (Case.Expected expected : pod.expected()) {
            if (!expected.asTemplate()) continue;
            Evaluation evaluation =
                    PodSecurity.evaluate(Pods.wrapped(pod.pod(), Pods.Controller.DEPLOYMENT), expected.standard());
            assertThat(evaluation.message().orElse(""))
                    .as(expected.standard().id())
                    .isEqualTo(expected.message(false));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyVersionHasItsControlsInTheirOrder(Level level) {
        Policy policy = new Policy(PodSecurity.POLICY.controls());
        for (int minor = 0; minor <= Timeline.NEWEST + 2; minor++) {
            assertThat(refusing(policy, new Standard(level, PolicyVersion.of(minor))))
                    .as("v1." + minor)
                    .isEqualTo(Timeline.controls(level, minor));
        }
        assertThat(refusing(policy, new Standard(level, PolicyVersion.LATEST)))
                .isEqualTo(Timeline.controls(level, Timeline.NEWEST));
    }

    private static List<String> refusing(Policy policy, Standard standard) {
        return policy.evaluate(new DefaultedPod(Pods.bare(Timeline.POD)), standard).violations().stream()
                .map(Violation::check)
                .toList();
    }

    @Test
    void theControlsAreListedOnceBaselineFirstByTheBytesOfTheirIds() {
        List<String> baseline = ids(Level.BASELINE);
        List<String> restricted = ids(Level.RESTRICTED);

        assertThat(baseline).hasSize(12).isSorted().doesNotHaveDuplicates();
        assertThat(restricted).hasSize(7).isSorted().doesNotHaveDuplicates();
        assertThat(PodSecurity.POLICY.controls().stream().map(Control::id))
                .containsExactlyElementsOf(
                        Stream.concat(baseline.stream(), restricted.stream()).toList());
    }

    @Test
    void theDocumentationHasTheControlsAsTheyAre() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/standards.md"))) {
            if (!line.startsWith("| `")) continue;
            String[] cells = line.split(" \\| ", -1);
            rows.add(cells[0].replaceAll("[| `]", "")
                    + ' '
                    + cells[1]
                    + ' '
                    + all("v1\\.\\d+(?=:)", cells[2])
                    + all("(?<=overrides `)\\w+", cells[2]));
        }
        List<String> controls = new ArrayList<>();
        for (Control control : PodSecurity.POLICY.controls()) {
            List<String> since = control.revisions().stream()
                    .map(revision -> "v1." + revision.since())
                    .toList();
            List<String> overrides = control.revisions().stream()
                    .flatMap(revision -> revision.overrides().stream())
                    .distinct()
                    .toList();
            controls.add(control.id() + ' ' + control.level().id() + ' ' + since + overrides);
        }

        assertThat(rows).isEqualTo(controls);
    }

    private static List<String> all(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> ids(Level level) {
        return PodSecurity.POLICY.controls().stream()
                .filter(control -> control.level() == level)
                .map(Control::id)
                .toList();
    }

    @Test
    void everyViolationSaysWhatToChange() {
        Evaluation evaluation =
                PodSecurity.evaluate(Pods.bare("""
                apiVersion: v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    metadata:
                      annotations:
                        container.apparmor.security.beta.kubernetes.io/a: unconfined
                    spec:
                      securityContext:
                        seLinuxOptions: {user: u, type: spc_t}
                        sysctls:
                        - {name: kernel.sem, value: "1"}
                      containers:
                      - name: a
                        image: i
                        securityContext:
                          capabilities: {drop: [NET_RAW], add: [CHOWN, NET_BIND_SERVICE, BPF]}
                      - name: b
                        image: i
                        livenessProbe: {httpGet: {port: 80, host: h}}
                      volumes:
                      - {name: v, nfs: {server: s, path: /}}
                      - {name: u, other: {}, another: {}}
                """), Standard.of("restricted").orElseThrow());

        String containers = "spec.template.spec.containers";
        assertThat(evaluation.violations().stream().flatMap(PodSecurityTest::places))
                .containsExactly(
                        "appArmorProfile 8:9 spec.template.metadata.annotations[\"container.apparmor.security.beta.kubernetes.io/a\"]",
                        "hostProbesAndHostLifecycle 21:45 " + containers + "[1].livenessProbe.httpGet.host",
                        "seLinuxOptions 11:35 spec.template.spec.securityContext.seLinuxOptions.type",
                        "seLinuxOptions 11:26 spec.template.spec.securityContext.seLinuxOptions.user",
                        "sysctls 13:12 spec.template.spec.securityContext.sysctls[0].name",
                        "allowPrivilegeEscalation 17:9 " + containers + "[0].securityContext.allowPrivilegeEscalation",
                        "allowPrivilegeEscalation 19:9 " + containers + "[1].securityContext.allowPrivilegeEscalation",
                        "capabilities_restricted 18:26 " + containers + "[0].securityContext.capabilities.drop",
                        "capabilities_restricted 19:9 " + containers + "[1].securityContext.capabilities.drop",
                        "capabilities_restricted 18:49 " + containers + "[0].securityContext.capabilities.add[0]",
                        "capabilities_restricted 18:74 " + containers + "[0].securityContext.capabilities.add[2]",
                        "restrictedVolumes 23:19 spec.template.spec.volumes[0].nfs",
                        "restrictedVolumes 24:19 spec.template.spec.volumes[1].other",
                        "runAsNonRoot 17:9 " + containers + "[0].securityContext.runAsNonRoot",
                        "runAsNonRoot 19:9 " + containers + "[1].securityContext.runAsNonRoot",
                        "seccompProfile_restricted 17:9 " + containers + "[0].securityContext.seccompProfile.type",
                        "seccompProfile_restricted 19:9 " + containers + "[1].securityContext.seccompProfile.type");
    }

    @Test
    void whatTheServerFillsInIsChangedWhereItComesFrom() {
        Evaluation evaluation =
                PodSecurity.evaluate(Pods.bare("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                  annotations:
                    container.apparmor.security.beta.kubernetes.io/a: unconfined
                spec:
                  hostNetwork: true
                  containers:
                  - name: a
                    image: i
                    ports: [{containerPort: 80}, {containerPort: 81}]
                """), Standard.of("baseline").orElseThrow());

        assertThat(evaluation.violations().stream().flatMap(PodSecurityTest::places))
                .containsExactly(
                        "appArmorProfile 6:5 metadata.annotations[\"container.apparmor.security.beta.kubernetes.io/a\"]",
                        "hostNamespaces 8:3 spec.hostNetwork",
                        "hostPorts 8:3 spec.hostNetwork");
    }

    private static Stream<String> places(Violation violation) {
        return violation.places().stream()
                .map(place -> violation.check()
                        + ' '
                        + place.at().line()
                        + ':'
                        + place.at().column()
                        + ' '
                        + place.path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"false", "true", "0", "1000", "''", "RuntimeDefault", "Default", "container_t", "[]", "[{}]"})
    void aSecurityContextThatIsNoMappingIsRefusedAtEveryVersion(String written) {
        String pod = """
                apiVersion: v1
                kind: Pod
                spec:
                  securityContext: %s
                  containers: [{name: a, image: i, securityContext: %s}]
                """;
        for (int minor = 0; minor <= Timeline.NEWEST; minor++) {
            Standard baseline = new Standard(Level.BASELINE, PolicyVersion.of(minor));
            for (String text : List.of(pod.formatted(written, "{}"), pod.formatted("{}", written))) {
                assertThat(PodSecurity.evaluate(Pods.bare(text), baseline).allowed())
                        .as(baseline.id() + " of " + text)
                        .isFalse();
            }
        }
    }

    @Test
    void aPatchIsRefusedForWhatItSetsAndNotForWhatItLeavesOut() {
        Evaluation evaluation =
                PodSecurity.evaluate(Pods.bare("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    spec:
                      containers:
                      - name: a
                        securityContext: {allowPrivilegeEscalation: true, capabilities: {drop: [NET_RAW]}}
                      - name: b
                        securityContext: {privileged: true}
                """), Standard.of("restricted").orElseThrow());

        assertThat(evaluation.message())
                .hasValue("would violate PodSecurity \"restricted:latest\": privileged (container \"b\" must not set"
                        + " securityContext.privileged=true), allowPrivilegeEscalation != false (container \"a\" must set"
                        + " securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container \"a\""
                        + " must set securityContext.capabilities.drop=[\"ALL\"])");
    }
}
