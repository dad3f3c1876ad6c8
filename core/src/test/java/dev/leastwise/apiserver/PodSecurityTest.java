package dev.leastwise.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.apiserver.RealApiServer.Answer;
import dev.leastwise.apiserver.RealApiServer.FieldValidation;
import dev.leastwise.finding.Related;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.podsecurity.Case;
import dev.leastwise.podsecurity.Cases;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.podsecurity.Evaluation;
import dev.leastwise.podsecurity.Fixture;
import dev.leastwise.podsecurity.Level;
import dev.leastwise.podsecurity.PodSecurity;
import dev.leastwise.podsecurity.PolicyVersion;
import dev.leastwise.podsecurity.Standard;
import dev.leastwise.podsecurity.StandardsJudge;
import dev.leastwise.podsecurity.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the Pod Security Standards to the verdicts and the whole messages of a server that enforces and warns of them. */
@Tag("slow")
class PodSecurityTest {

    private static final long SEED = Long.getLong("leastwise.seed", 20_261_125L);
    private static final int COUNT = Integer.getInteger("leastwise.pods", 300);
    private static final List<String> VERSIONS = List.of(
            "v1.0", "v1.8", "v1.19", "v1.22", "v1.25", "v1.27", "v1.29", "v1.31", "v1.32", "v1.34", "v1.35", "latest");
    private static final int AT_ONCE = 16;
    private static final String LABEL = "pod-security.kubernetes.io/";
    private static final String WARNING = "would violate PodSecurity ";

    private final RealApiServer server = RealApiServer.assume();
    private final AtomicInteger allowed = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unsaid = new AtomicInteger();
    private final AtomicInteger invalid = new AtomicInteger();
    private final Set<String> violated = ConcurrentHashMap.newKeySet();
    private final Queue<String> differences = new ConcurrentLinkedQueue<>();

    @Test
    void fixtures() throws IOException {
        Standard baseline = Standard.of("baseline:v1.37").orElseThrow();
        Standard restricted = Standard.of("restricted:v1.37").orElseThrow();
        List<Runnable> comparisons = new ArrayList<>();
        for (Fixture fixture : Fixture.all()) {
            if (!List.of(baseline, restricted).contains(fixture.standard())) continue;
            for (Map<String, Object> object : objects(fixture.pod())) {
                comparisons.add(() -> compare(object, fixture.standard()));
            }
        }
        run(comparisons);
        report("fixtures");
        assertThat(invalid)
                .as("those that set procMount without a user namespace")
                .hasValue(8);
    }

    @Test
    void ownCases() {
        List<Runnable> comparisons = new ArrayList<>();
        for (Case pod : Cases.all()) {
            for (Map<String, Object> object : objects(pod.pod())) {
                for (Case.Expected expected : pod.expected()) {
                    if (isPod(object) ? !expected.asPod() : !expected.asTemplate()) continue;
                    comparisons.add(() -> {
                        boolean judged = compare(object, expected.standard());
                        if (judged == pod.isRefusedBefore()) {
                            differences.add(pod.name() + (judged ? " is valid: " : " is not valid: ") + object);
                        }
                    });
                }
            }
        }
        run(comparisons);
        report("own cases");
    }

    @Test
    void randomPods() {
        System.out.println("random valid pods: seed " + SEED + " (-Dleastwise.seed)");
        ValidPods pods = new ValidPods(new Random(SEED));
        List<Runnable> comparisons = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            for (Map<String, Object> object : objects(pods.next())) {
                for (Standard standard : standards()) comparisons.add(() -> compare(object, standard));
            }
        }
        run(comparisons);
        report("random valid pods");
        assertThat(violated).as("all controls").hasSize(19);
        assertThat(invalid).hasValueLessThan(comparisons.size() / 10);
        assertThat(allowed).hasValueGreaterThan(comparisons.size() / 10);
        assertThat(refused).hasValueGreaterThan(comparisons.size() / 10);
    }

    /**
     * Ephemeral containers are taken for no new pod and in no template, only for a pod that runs. So pods are stored where
     * nothing is enforced, and then given theirs while each standard is in turn.
     */
    @Test
    void ephemeralContainers() {
        System.out.println("random ephemeral containers: seed " + SEED + " (-Dleastwise.seed)");
        String namespace = server.namespace(Map.of("holds", "pods"));
        ValidPods pods = new ValidPods(new Random(SEED));
        List<Map<String, Object>> debugged = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            List<Map<String, Object>> objects = objects(pods.next());
            Map<String, Object> pod = objects.getFirst();
            Json.field(pod, "metadata").put("name", Json.text("web" + i));
            assertThat(server.store(namespace, pod).message()).isEmpty();
            String added =
                    "{apiVersion: v1, kind: Pod, spec: {ephemeralContainers: " + pods.ephemeralContainers() + "}}";
            Json.field(pod, "spec").putAll(Json.field(fields(added), "spec"));
            assertThat(refusals(namespace, pod))
                    .contains("spec.ephemeralContainers: Forbidden: cannot be set on create");
            assertThat(refusals(namespace, objects.getLast()))
                    .contains("spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in"
                            + " pod template");
            debugged.add(pod);
        }
        for (Standard standard : standards()) {
            enforce(standard, namespace);
            List<Runnable> comparisons = new ArrayList<>();
            for (Map<String, Object> pod : debugged) {
                comparisons.add(() -> compare(debug(namespace, pod), pod, standard));
            }
            run(comparisons);
        }
        report("random ephemeral containers");
        assertThat(violated).as("all controls").hasSize(19);
        assertThat(invalid).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{enforce: strict}",
                "{enforce: ''}",
                "{enforce: null}",
                "{enforce: Baseline, enforce-version: v1.025}",
                "{enforce: baseline, enforce-version: '1.25'}",
                "{enforce: baseline, enforce-version: v1.36.1}",
                "{enforce: baseline, enforce-version: v1.9223372036854775808}",
                "{enforce: baseline, enforce-version: v1.9223372036854775807}",
                "{enforce-version: ''}",
                "{enforce: privileged}",
                "{}",
            })
    void labelsOfNamespaces(String written) {
        String labels = written.replace("enforce", LABEL + "enforce");
        List<Sample> input = Sample.of("""
                {apiVersion: v1, kind: Namespace, metadata: {name: web, labels: %s}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: web}, spec: {containers: [{name: a, image: i}]}}
                """.formatted(labels));
        StandardsJudge judge = new StandardsJudge(new Demand(List.of(), true));
        for (Sample sample : input) {
            judge.judge(new Resource(sample.manifest(), Workloads.of(sample.manifest())));
        }
        List<String> here = judge.outcomes().all().getFirst().related().stream()
                .map(Related::message)
                .filter(message -> message.contains("Invalid value"))
                .toList();

        KubeNode metadata = input.getFirst().manifest().root().get("metadata");
        Map<String, String> sent = new TreeMap<>();
        for (KubeNode label : metadata.get("labels").fields())
            sent.put(label.name(), label.text().orElse(""));
        assertThat(here).isEqualTo(server.createNamespace(sent).refusals());
    }

    private static Map<String, Object> fields(String text) {
        return Json.object(Sample.of(text).getFirst().manifest().root());
    }

    private List<String> refusals(String namespace, Map<String, Object> object) {
        return server.create(namespace, object, FieldValidation.STRICT).refusals();
    }

    /** The server's answer to adding a pod's ephemeral containers, which it does not store. */
    private Answer debug(String namespace, Map<String, Object> pod) {
        Object containers = Json.field(pod, "spec").get("ephemeralContainers");
        return server.patch(
                "/api/v1/namespaces/" + namespace + "/pods/" + name(pod)
                        + "/ephemeralcontainers?dryRun=All&fieldValidation=Strict",
                Map.of("spec", Map.of("ephemeralContainers", containers)));
    }

    /** Changes what a namespace enforces, and waits until the server, which learns it by watching, does so. */
    private void enforce(Standard standard, String namespace) {
        Map<String, Object> labels = new TreeMap<>();
        labels(standard).forEach((label, value) -> labels.put(label, Json.text(value)));
        server.patch("/api/v1/namespaces/" + namespace, Map.of("metadata", Map.of("labels", labels)));
        Map<String, Object> privileged = objects("{apiVersion: v1, kind: Pod, spec: {containers: [{name: a, image: i,"
                        + " securityContext: {privileged: true}}]}}")
                .getFirst();
        String sign = "violates PodSecurity \"" + standard.id() + "\"";
        for (int i = 0; i < 1000; i++) {
            if (server.create(namespace, privileged, FieldValidation.STRICT)
                    .message()
                    .contains(sign)) return;
        }
        throw new AssertionError(namespace + " is not held to " + standard.id());
    }

    private static List<Standard> standards() {
        List<Standard> standards = new ArrayList<>();
        for (Level level : List.of(Level.BASELINE, Level.RESTRICTED)) {
            for (String version : VERSIONS) {
                standards.add(new Standard(level, PolicyVersion.of(version).orElseThrow()));
            }
        }
        return standards;
    }

    /** The pod of that text, and a deployment of it. */
    private static List<Map<String, Object>> objects(String text) {
        Map<String, Object> pod = fields(text);
        Json.field(pod, "metadata").put("name", Json.text("web"));
        Map<String, Object> labels = Map.of("made", Json.text("up"));
        Map<String, Object> metadata = new TreeMap<>(Json.field(pod, "metadata"));
        metadata.put("labels", labels);
        Map<String, Object> deployment = Map.of(
                "apiVersion", Json.text("apps/v1"),
                "kind", Json.text("Deployment"),
                "metadata", Map.of("name", Json.text("web")),
                "spec",
                        Map.of(
                                "selector", Map.of("matchLabels", labels),
                                "template", Map.of("metadata", metadata, "spec", Json.field(pod, "spec"))));
        return List.of(pod, deployment);
    }

    private static boolean isPod(Map<String, Object> object) {
        return Json.read(object, "kind").equals("Pod");
    }

    private static String name(Map<String, Object> object) {
        return Json.read(Json.field(object, "metadata"), "name");
    }

    /** Whether the object is valid, so that it is judged. */
    private boolean compare(Map<String, Object> object, Standard standard) {
        String namespace = server.namespace(labels(standard));
        return compare(server.create(namespace, object, FieldValidation.STRICT), object, standard);
    }

    private boolean compare(Answer answer, Map<String, Object> object, Standard standard) {
        String sent = Json.write(object);
        boolean isPod = isPod(object);
        if (!answer.taken() && !(isPod && answer.status() == 403)) {
            assertThat(answer.status()).as(answer.message()).isIn(400, 422);
            invalid.incrementAndGet();
            return false;
        }
        Workload workload = Workloads.of(Sample.of(sent).getFirst().manifest()).getFirst();
        Evaluation evaluation = PodSecurity.evaluate(workload, standard);
        for (Violation violation : evaluation.violations()) violated.add(violation.check());
        String expected = evaluation.message().orElse("");
        if (isPod && !expected.isEmpty()) {
            expected = "pods \"" + name(object) + "\" is forbidden: " + expected;
        }
        // A warning is a header, which has none: the server then says nothing (apimachinery pkg/util/net/http.go).
        boolean unspeakable = !isPod && expected.chars().anyMatch(Character::isISOControl);
        if (unspeakable) expected = "";
        List<String> warnings = answer.warnings().stream()
                .filter(text -> text.startsWith(WARNING))
                .toList();
        String said = isPod ? answer.message() : String.join("\n", warnings);
        (unspeakable ? unsaid : said.isEmpty() ? allowed : refused).incrementAndGet();
        if (!said.equals(expected)) {
            differences.add(standard.id() + "\n  server: " + said + "\n  here:   " + expected + "\n  of:     " + sent);
        }
        return true;
    }

    /** Of a namespace that both enforces and warns: of pods that it refuses it does not warn. */
    private static Map<String, String> labels(Standard standard) {
        String level = standard.level().id();
        String version = standard.version().id();
        return Map.of(
                LABEL + "enforce", level,
                LABEL + "enforce-version", version,
                LABEL + "warn", level,
                LABEL + "warn-version", version);
    }

    private static void run(List<Runnable> comparisons) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<?>> all = new ArrayList<>();
            for (Runnable comparison : comparisons) all.add(threads.submit(comparison));
            for (Future<?> one : all) one.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void report(String what) {
        System.out.println(what + ": " + (allowed.get() + refused.get()) + " answers compared, " + allowed
                + " allowed and " + refused + " refused or warned of; " + unsaid
                + " warnings that cannot be said; " + invalid + " objects that are not valid; " + differences.size()
                + " differences");
        assertThat(differences).isEmpty();
    }
}
