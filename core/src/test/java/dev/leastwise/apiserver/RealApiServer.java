package dev.leastwise.apiserver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leastwise.kube.KubeNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A real API server, which {@code harness/apiserver} starts for the first test that asks and stops after the last. */
public final class RealApiServer {

    /** What the server does with fields that it does not know. */
    public enum FieldValidation {
        STRICT,
        WARN,
        IGNORE;

        private String parameter() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What it answers.
     *
     * @param message of a refusal, empty where the object is taken
     * @param refusals the single errors of an object that is invalid, as {@code field: what is wrong with it}
     * @param warnings the texts of its Warning headers
     */
    public record Answer(int status, String message, List<String> refusals, List<String> warnings) {

        public boolean taken() {
            return status == 200 || status == 201;
        }
    }

    private static final Path HARNESS = Path.of("..", "harness", "apiserver");
    private static final int MISSING = 77;
    private static Optional<RealApiServer> running = Optional.empty();
    private static String missing = "";

    private final HttpClient client;
    private final URI address;
    private final String token;
    private final Map<Map<String, String>, String> namespaces = new HashMap<>();

    private RealApiServer(Properties reach) {
        this.client = HttpClient.newBuilder()
                .sslContext(trusting(Path.of(reach.getProperty("certificate"))))
                .build();
        this.address = URI.create(reach.getProperty("server"));
        this.token = reach.getProperty("token");
    }

    /** The one that all tests share; skips the test where it cannot be made here. */
    public static synchronized RealApiServer assume() {
        if (running.isEmpty() && missing.isEmpty()) start();
        assumeTrue(running.isPresent(), "needs kube-apiserver: lacks " + missing);
        return running.orElseThrow();
    }

    /** It ends with its standard input, and so with this JVM, however that ends; the hook waits for it. */
    private static void start() {
        try {
            Process process = new ProcessBuilder(HARNESS.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
            Properties reach = new Properties();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int equals = line.indexOf('=');
                    reach.setProperty(line.substring(0, equals), line.substring(equals + 1));
                    if (line.startsWith("kubeconfig=")) break;
                }
            }
            missing = reach.getProperty("missing", "");
            if (reach.containsKey("server")) running = Optional.of(new RealApiServer(reach));
            else if (process.waitFor() != MISSING) throw new IllegalStateException(HARNESS + " failed: see above");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void stop(Process process) {
        try {
            process.getOutputStream().close();
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    private static SSLContext trusting(Path certificates) {
        try (InputStream in = Files.newInputStream(certificates)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate" + store.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The namespace with these labels, such as those of Pod Security. */
    public synchronized String namespace(Map<String, String> labels) {
        return namespaces.computeIfAbsent(labels, absent -> createNamespace("test" + namespaces.size(), labels));
    }

    private String createNamespace(String name, Map<String, String> labels) {
        Answer answer = post("/api/v1/namespaces", namespace(name, labels));
        if (!answer.taken()) throw new IllegalStateException(answer.toString());
        return name;
    }

    private static Map<String, Object> namespace(String name, Map<String, String> labels) {
        Map<String, Object> texts = new TreeMap<>();
        labels.forEach((label, value) -> texts.put(label, Json.text(value)));
        return new TreeMap<>(Map.of(
                "apiVersion", Json.text("v1"),
                "kind", Json.text("Namespace"),
                "metadata", Map.of("name", Json.text(name), "labels", texts)));
    }

    /** Its answer to the creation of a namespace with these labels, which it does not store. */
    public Answer createNamespace(Map<String, String> labels) {
        return post("/api/v1/namespaces?dryRun=All", namespace("labelled", labels));
    }

    /** Its answer to the creation of an object, which it does not store. */
    public Answer create(String namespace, Map<String, Object> object, FieldValidation validation) {
        return post(path(namespace, object) + "?dryRun=All&fieldValidation=" + validation.parameter(), object);
    }

    private static String path(String namespace, Map<String, Object> object) {
        String version = Json.read(object, "apiVersion");
        return (version.indexOf('/') < 0 ? "/api/" : "/apis/") + version + "/namespaces/" + namespace + '/'
                + Json.read(object, "kind").toLowerCase(Locale.ROOT) + "s";
    }

    /** Its answer to the creation of an object, which it stores. */
    public Answer store(String namespace, Map<String, Object> object) {
        return post(path(namespace, object), object);
    }

    /** Its answer to a strategic merge patch of what it keeps at a path. */
    public Answer patch(String path, Map<String, Object> patch) {
        BodyPublisher body = BodyPublishers.ofString(Json.write(patch));
        return answer(send(request(path)
                .header("Content-Type", "application/strategic-merge-patch+json")
                .method("PATCH", body)));
    }

    /** What it keeps at a path. */
    public KubeNode get(String path) {
        return Json.parse(send(request(path).GET()).body());
    }

    /** Whether it has a resource of that kind in that version, as its discovery tells kubectl. */
    public boolean serves(String apiVersion, String kind) {
        String path = (apiVersion.indexOf('/') < 0 ? "/api/" : "/apis/") + apiVersion;
        return get(path).get("resources").items().stream()
                .anyMatch(resource -> resource.get("kind").text().equals(Optional.of(kind)));
    }

    private Answer post(String path, Map<String, Object> object) {
        BodyPublisher body = BodyPublishers.ofString(Json.write(object));
        return answer(
                send(request(path).header("Content-Type", "application/json").POST(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        List<String> warnings = new ArrayList<>();
        for (String header : response.headers().allValues("Warning")) warnings.add(warning(header));
        int code = response.statusCode();
        if (code == 200 || code == 201) return new Answer(code, "", List.of(), warnings);
        KubeNode status = Json.parse(response.body());
        List<String> refusals = new ArrayList<>();
        for (KubeNode cause : status.at("details", "causes").items()) {
            refusals.add(cause.get("field").text().orElse("") + ": "
                    + cause.get("message").text().orElse(""));
        }
        return new Answer(code, status.get("message").text().orElse(""), refusals, warnings);
    }

    /** The text of {@code 299 - "text"}; the client takes the bytes of a header for Latin-1. */
    private static String warning(String header) {
        String quoted = new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        String text = quoted.substring(quoted.indexOf('"') + 1, quoted.lastIndexOf('"'));
        return text.replaceAll("\\\\(.)", "$1");
    }
}
