package dev.leastwise.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leastwise.apiserver.RealApiServer.Answer;
import dev.leastwise.apiserver.RealApiServer.FieldValidation;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.podsecurity.Case;
import dev.leastwise.podsecurity.Cases;
import dev.leastwise.podsecurity.Evaluation;
import dev.leastwise.podsecurity.Fixture;
import dev.leastwise.podsecurity.Level;
import dev.leastwise.podsecurity.PodSecurity;
import dev.leastwise.podsecurity.PolicyVersion;
import dev.leastwise.podsecurity.Standard;
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
                for (Level level : List.of(Level.BASELINE, Level.RESTRICTED)) {
                    for (String version : VERSIONS) {
                        Standard standard =
                                new Standard(level, PolicyVersion.of(version).orElseThrow());
                        comparisons.add(() -> compare(object, standard));
                    }
                }
            }
        }
        run(comparisons);
        report("random valid pods");
        assertThat(violated).as("all controls").hasSize(19);
        assertThat(invalid).hasValueLessThan(comparisons.size() / 10);
        assertThat(allowed).hasValueGreaterThan(comparisons.size() / 10);
        assertThat(refused).hasValueGreaterThan(comparisons.size() / 10);
    }

    /** The pod of that text, and a deployment of it. */
    private static List<Map<String, Object>> objects(String text) {
        Map<String, Object> pod =
                Json.object(Sample.of(text).getFirst().manifest().root());
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

    /** Whether the object is valid, so that it is judged. */
    private boolean compare(Map<String, Object> object, Standard standard) {
        String sent = Json.write(object);
        Answer answer = server.create(namespace(standard), object, FieldValidation.STRICT);
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
            expected = "pods \"web\" is forbidden: " + expected;
        }
        List<String> warnings = answer.warnings().stream()
                .filter(text -> text.startsWith(WARNING))
                .toList();
        String said = isPod ? answer.message() : String.join("\n", warnings);
        (said.isEmpty() ? allowed : refused).incrementAndGet();
        if (!said.equals(expected)) {
            differences.add(standard.id() + "\n  server: " + said + "\n  here:   " + expected + "\n  of:     " + sent);
        }
        return true;
    }

    /** That both enforces and warns: of pods that it refuses it does not warn. */
    private String namespace(Standard standard) {
        String level = standard.level().id();
        String version = standard.version().id();
        return server.namespace(Map.of(
                LABEL + "enforce", level,
                LABEL + "enforce-version", version,
                LABEL + "warn", level,
                LABEL + "warn-version", version));
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
                + " allowed and "
                + refused + " refused or warned of; " + invalid + " objects that are not valid; " + differences.size()
                + " differences");
        assertThat(differences).isEmpty();
    }
}
