package dev.leastwise.cli;

/** Manifests whose names are meant for whoever reads a report. */
final class Hostile {

    /** Names that try a page, a log, a comment and a terminal. */
    static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata: {name: "</script><script>alert(1)</script>", namespace: "\\" onmouseover=alert(2) x='"}
            spec:
              hostPID: true
              containers:
              - name: "a\\n::error file=x::injected\\r\\n##[add-mask]b"
                image: "]]><!--<![CDATA[&amp;%0A"
                securityContext: {privileged: true}
              - name: "| x | ``` <img src=x onerror=alert(3)> @everyone #1 [l](javascript:alert(4)) https://evil.example $x$ :tada:"
                image: "\\u202Egpj.exe\\u0007\\0😀"
                securityContext: {privileged: true}
              - name: "LONG"
                image: x
                securityContext: {privileged: true}
            """.replace("LONG", "very-long-".repeat(500));

    private Hostile() {}
}
