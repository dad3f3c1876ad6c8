package dev.leastwise.sandbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.sandbox.Workplace;
import dev.leastwise.sandbox.runtime.Pods.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pods as they run under real runc. */
class PodRunTest {

    @RegisterExtension
    final Workplace workplace = new Workplace();

    private Pods pods;

    @BeforeEach
    void makeImage() throws IOException {
        pods = new Pods(workplace.folder());
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        Path runs = workplace.resolve("runs");
        if (!Files.exists(runs)) return;
        try (Stream<Path> left = Files.list(runs)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("lock");
        }
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(runs.toString());
    }

    @Test
    void aContainerHasExactlyWhatItIsGrantedAndItsCodeIsTheRuns() {
        assertThat(pods.run("""
                containers:
                - name: app
                  image: busybox
                  command: [sh, -c, "id; grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status; touch /file; exit 7"]
                  securityContext:
                    runAsUser: 1000
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
                    seccompProfile: {type: RuntimeDefault}
                """))
                .isEqualTo(new Ran(
                        7,
                        List.of(
                                "app | uid=1000(app) gid=1000(app) groups=1000(app),3000(extra)",
                                "app | CapInh:\t0000000000000000",
                                "app | CapPrm:\t0000000000000000",
                                "app | CapEff:\t0000000000000000",
                                "app | CapBnd:\t0000000000000400",
                                "app | CapAmb:\t0000000000000000",
                                "app | NoNewPrivs:\t1",
                                "app | Seccomp:\t2",
                                "app ! touch: /file: Read-only file system")));
    }

    @Test
    void initContainersComeInTheirOrderAndWaitForSidecarsThatThenLiveAsLongAsThePod() {
        assertThat(pods.run("""
                initContainers:
                - {name: first, image: busybox, command: [echo, one]}
                - name: side
                  image: busybox
                  restartPolicy: Always
                  command: [sh, -c, "trap 'echo over; exit 0' TERM; echo begins; touch /up; while true; do sleep 0.05; done"]
                  startupProbe: {exec: {command: [ls, /up]}}
                - {name: second, image: busybox, command: [echo, two]}
                containers:
                - {name: app, image: busybox, command: [echo, three]}
                """))
                .isEqualTo(new Ran(
                        0, List.of("first | one", "side | begins", "second | two", "app | three", "side | over")));
    }

    @Test
    void anInitContainerThatFailsIsThePodsEnd() {
        assertThat(pods.run("""
                initContainers:
                - {name: first, image: busybox, command: [sh, -c, exit 3]}
                containers:
                - {name: app, image: busybox, command: [echo, never]}
                """))
                .isEqualTo(new Ran(
                        3, List.of("container \"first\": it ended with code 3, so the pod never gets to the others")));
    }

    @Test
    void theFirstCodeThatIsNot0InTheOrderOfTheSpecCounts() {
        assertThat(pods.run("""
                containers:
                - {name: slow, image: busybox, command: [sh, -c, sleep 0.3; exit 4]}
                - {name: fast, image: busybox, command: [sh, -c, exit 5]}
                """)).isEqualTo(new Ran(4, List.of()));
    }

    @Test
    void aProgramThatIsNotThereIsSaidInTheRuntimesWords() {
        assertThat(pods.run("""
                containers:
                - {name: app, image: busybox, command: [nothing]}
                """))
                .isEqualTo(new Ran(
                        128,
                        List.of(
                                "container \"app\" cannot be started: runc run failed: unable to start container process: "
                                        + "exec: \"nothing\": executable file not found in $PATH")));
    }

    @Test
    void variablesComeFromWhereTheManifestSays() {
        assertThat(pods.runManifest("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {colour: blue, size: large}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: keys}
                data: {token: c2VjcmV0}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web, labels: {app: shop}}
                spec:
                  containers:
                  - name: app
                    image: busybox
                    command: [sh, -c, "env | grep -v ^SHLVL; echo $0", "$(COLOUR) $(MISSING) $$(COLOUR)"]
                    workingDir: /tmp
                    envFrom: [{prefix: OF_, configMapRef: {name: settings}}]
                    env:
                    - {name: COLOUR, valueFrom: {configMapKeyRef: {name: settings, key: colour}}}
                    - {name: TOKEN, valueFrom: {secretKeyRef: {name: keys, key: token}}}
                    - {name: NONE, valueFrom: {secretKeyRef: {name: gone, key: token, optional: true}}}
                    - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                    - {name: ADDRESS, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                    - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
                    - {name: BOTH, value: "$(APP) is $(COLOUR)"}
                    resources: {limits: {memory: 64Mi}}
                """).said())
                .containsExactlyInAnyOrder(
                        "app | PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "app | HOSTNAME=web",
                        "app | HOME=/root",
                        "app | PWD=/tmp",
                        "app | OF_colour=blue",
                        "app | OF_size=large",
                        "app | COLOUR=blue",
                        "app | TOKEN=secret",
                        "app | APP=shop",
                        "app | ADDRESS=10.88.0.2",
                        "app | MEMORY=64",
                        "app | BOTH=shop is blue",
                        "app | blue $(MISSING) $(COLOUR)");
    }

    @Test
    void containersShareTheirPodsNetworkAndMemoryAndSeeEachOthersProcessesOnlyWhereTheyAreToldTo() {
        String spec = """
                shareProcessNamespace: %s
                initContainers:
                - name: server
                  image: busybox
                  restartPolicy: Always
                  command: [sh, -c, "echo shared > /dev/shm/file; mkdir /w; echo served > /w/index.html; exec httpd -f -p 80 -h /w"]
                  startupProbe: {tcpSocket: {port: 80}}
                containers:
                - name: app
                  image: busybox
                  command: [sh, -c, "cat /dev/shm/file; wget -q -O - http://10.88.0.2/; hostname; ps | grep -c '[h]ttpd'"]
                terminationGracePeriodSeconds: 1
                """;

        assertThat(pods.run(spec.formatted(true)))
                .isEqualTo(new Ran(0, List.of("app | shared", "app | served", "app | web", "app | 1")));
        assertThat(pods.run(spec.formatted(false)))
                .isEqualTo(new Ran(1, List.of("app | shared", "app | served", "app | web", "app | 0")));
    }

    @Test
    void aPodIsReadyWhenItsProbesAndItsHookSaySoAndThenStopsWithItsOtherHook() {
        Ran ran = pods.untilReady().run("""
                containers:
                - name: app
                  image: busybox
                  command: [sh, -c, "trap 'cat /said; exit 0' TERM; mkdir /w; touch /w/up; httpd -p 8080 -h /w; while true; do sleep 0.05; done"]
                  ports: [{name: http, containerPort: 8080}]
                  startupProbe: {httpGet: {port: http, path: /up}}
                  readinessProbe: {tcpSocket: {port: 8080}}
                  livenessProbe: {exec: {command: [ls, /w/up]}}
                  lifecycle:
                    postStart: {exec: {command: [sh, -c, "echo started > /said"]}}
                    preStop: {exec: {command: [sh, -c, "echo stopping >> /said"]}}
                """);

        assertThat(ran.code()).isZero();
        assertThat(ran.said()).hasSize(3);
        assertThat(ran.said().getFirst()).matches("ready after \\d+ ms");
        assertThat(ran.said().subList(1, 3)).containsExactly("app | started", "app | stopping");
    }

    @Test
    void aContainerThatIsNoLongerAliveEndsThePodBadly() {
        assertThat(pods.run("""
                containers:
                - name: app
                  image: busybox
                  command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 0.05; done"]
                  livenessProbe: {periodSeconds: 1, failureThreshold: 1, exec: {command: [sh, -c, "echo no >&2; exit 1"]}}
                """))
                .isEqualTo(new Ran(1, List.of("container \"app\": liveness probe failed: no, so it is stopped")));
    }

    @Test
    void aContainerThatDoesNotHearIsKilledWhenItsTimeIsOver() {
        assertThat(pods.timeout(Duration.ofMillis(500)).run("""
                terminationGracePeriodSeconds: 1
                containers:
                - {name: app, image: busybox, command: [sh, -c, "trap '' TERM; while true; do sleep 0.05; done"]}
                """))
                .isEqualTo(new Ran(124, List.of("the pod has not ended in time, and is stopped")));
    }

    private static void awaitLine(List<String> said, String line) throws InterruptedException {
        while (!said.contains(line)) Thread.sleep(5);
    }

    @Test
    void whoNeverGetsReadySaysWhy() {
        assertThat(pods.untilReady().timeout(Duration.ofMillis(1500)).run("""
                containers:
                - name: app
                  image: busybox
                  command: [sh, -c, "trap 'exit 0' TERM; mkdir /w; httpd -p 8080 -h /w; while true; do sleep 0.05; done"]
                  readinessProbe: {httpGet: {port: 8080, path: /none}}
                """))
                .isEqualTo(new Ran(
                        124,
                        List.of(
                                "the pod has not ended in time, and is stopped",
                                "container \"app\": readiness probe failed: HTTP probe failed with statuscode: 404")));
    }

    @Test
    void limitsHold() {
        assertThat(pods.run("""
                containers:
                - name: app
                  image: busybox
                  command: [sh, -c, "head -c 60000000 /dev/zero > /dev/shm/fill; echo survived"]
                  resources: {limits: {memory: 16Mi}}
                """).said()).doesNotContain("app | survived");
    }

    @Test
    void theNextRunTakesAwayWhatAKilledOneLeftAndNothingElse() throws Exception {
        List<String> living = Collections.synchronizedList(new ArrayList<>());
        PodRun other = pods.prepare(Pods.pod("""
                containers:
                - {name: other, image: busybox, command: [sh, -c, "trap 'exit 6' TERM; echo up; while true; do sleep 0.05; done"]}
                """), living);
        AtomicInteger code = new AtomicInteger();
        Thread run = Thread.ofPlatform().start(() -> code.set(other.run()));
        try {
            awaitLine(living, "other | up");
            Path dead = KilledRun.in(workplace.folder());
            assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).contains(dead.toString());
            assertThat(KilledRun.processes(dead)).isNotEmpty();

            assertThat(pods.run("containers: [{name: app, image: busybox, command: [echo, next]}]"))
                    .isEqualTo(new Ran(0, List.of("app | next")));

            assertThat(dead).doesNotExist();
            assertThat(KilledRun.processes(dead)).isEmpty();
        } finally {
            other.stop();
            run.join();
        }
        assertThat(code).hasValue(130);
    }
}
