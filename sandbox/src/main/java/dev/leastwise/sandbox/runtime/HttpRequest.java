package dev.leastwise.sandbox.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.leastwise.privilege.Target;
import dev.leastwise.sandbox.runtime.Action.Header;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A request as the kubelet's probes make it (kubernetes pkg/probe/http), on the thread that asks: its socket is of the network
 * that the thread is in.
 */
final class HttpRequest {

    private static final int MOST_REDIRECTS = 10;
    private static final int LONGEST_HEAD = 1 << 16;

    private final String host;
    private final Action.HttpGet get;
    private final int timeoutMillis;

    HttpRequest(String host, Action.HttpGet get, int timeoutMillis) {
        this.host = host;
        this.get = get;
        this.timeoutMillis = timeoutMillis;
    }

    /** What a server answers. */
    private record Answer(int status, Optional<String> location) {}

    /** Succeeds with 200 to 399; a redirect to the same host is followed, one to another counts as it is. */
    Outcome send() throws IOException {
        URI uri = URI.create(get.scheme().toLowerCase(Locale.ROOT) + "://" + host + ':' + get.port())
                .resolve(path());
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            Answer answer = ask(uri);
            boolean redirect = answer.status >= 300 && answer.status < 400 && answer.status != 304;
            if (!redirect || answer.location.isEmpty()) return outcome(answer.status);
            URI next = uri.resolve(answer.location.get());
            if (!host.equals(next.getHost())) return Outcome.SUCCESS;
            uri = next;
        }
        return Outcome.failure("stopped after " + MOST_REDIRECTS + " redirects");
    }

    private String path() {
        return get.path().startsWith("/") ? get.path() : '/' + get.path();
    }

    private static Outcome outcome(int status) {
        return status >= 200 && status < 400
                ? Outcome.SUCCESS
                : Outcome.failure("HTTP probe failed with statuscode: " + status);
    }

    private Answer ask(URI uri) throws IOException {
        boolean encrypted = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : encrypted ? 443 : 80;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            try (Socket socket = encrypted ? encrypted(plain, port) : plain) {
                socket.getOutputStream().write(head(uri, port).getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
                return answer(new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)));
            }
        }
    }

    private String head(URI uri, int port) {
        String target = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + '?' + uri.getRawQuery();
        StringBuilder head = new StringBuilder("GET " + (target.isEmpty() ? "/" : target) + " HTTP/1.1\r\n");
        head.append("Host: ").append(header("Host").orElse(host + ':' + port)).append("\r\n");
        if (header("User-Agent").isEmpty()) {
            head.append("User-Agent: kube-probe/1.")
                    .append(Target.NEWEST_KUBERNETES)
                    .append("\r\n");
        }
        if (header("Accept").isEmpty()) head.append("Accept: */*\r\n");
        for (Header header : get.headers()) {
            boolean empty =
                    header.name().equalsIgnoreCase("Accept") && header.value().isEmpty();
            if (empty || header.name().equalsIgnoreCase("Host")) continue;
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return head.append("Connection: close\r\n\r\n").toString();
    }

    private Optional<String> header(String name) {
        return get.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    private static Answer answer(BufferedReader reader) throws IOException {
        String status = line(reader);
        String[] words = status.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
            throw new IOException("malformed HTTP response \"" + status + '"');
        }
        Optional<String> location = Optional.empty();
        int length = 0;
        for (String line = line(reader); !line.isEmpty() && length < LONGEST_HEAD; line = line(reader)) {
            length += line.length();
            if (line.regionMatches(true, 0, "location:", 0, 9)) {
                location = Optional.of(line.substring(9).strip());
            }
        }
        return new Answer(Integer.parseInt(words[1]), location);
    }

    private static String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n' && line.length() < LONGEST_HEAD; c = reader.read()) {
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    private Socket encrypted(Socket plain, int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Unverified()}, null);
            return context.getSocketFactory().createSocket(plain, host, port, true);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not to be had", e);
        }
    }

    /** Probes take any certificate. */
    private static final class Unverified implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
