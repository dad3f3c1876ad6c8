package dev.leastwise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceAccountTokenTest {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers:
              - name: app
                image: nginx
            """;

    private static final String SHOP_POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop}
            spec:
              serviceAccount: web
              containers:
              - name: app
                image: nginx
            """;

    private static String account(String name, String namespace, String automount) {
        return """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %s%s}
                automountServiceAccountToken: %s
                """.formatted(name, namespace.isEmpty() ? "" : ", namespace: " + namespace, automount);
    }

    @Test
    void asksTheAccountsOfEarlierAndLaterFiles() {
        assertThat(Inputs.of("service-account-token")
                        .file("web.yaml", POD + "---\n" + SHOP_POD)
                        .file("accounts.yaml", account("web", "shop", "false"))
                        .lines())
                .containsExactly("web.yaml:4 medium: the token of service account \"default\" is mounted,"
                        + " as nothing in the input forbids it");
        assertThat(Inputs.of("service-account-token")
                        .file("accounts.yaml", account("default", "", "false"))
                        .file("web.yaml", POD)
                        .lines())
                .isEmpty();
    }

    @Test
    void findsAccountsInLists() {
        assertThat(Inputs.of("service-account-token").file("list.yaml", """
                                apiVersion: v1
                                kind: List
                                items:
                                - apiVersion: v1
                                  kind: Pod
                                  metadata: {name: web}
                                  spec:
                                    containers: [{name: app, image: nginx}]
                                - apiVersion: v1
                                  kind: ServiceAccount
                                  metadata: {name: default}
                                  automountServiceAccountToken: no
                                """).lines())
                .isEmpty();
    }

    @Test
    void takesANamespaceThatIsNotWrittenForItselfAlone() {
        assertThat(Inputs.of("service-account-token")
                        .file("web.yaml", POD + "---\n" + SHOP_POD)
                        .file("other.yaml", account("default", "default", "false"))
                        .file("account.yaml", account("web", "", "false"))
                        .lines())
                .hasSize(2);
    }

    @Test
    void believesNoneOfTwoAccountsThatDisagree() {
        assertThat(Inputs.of("service-account-token")
                        .file("a.yaml", account("default", "", "false"))
                        .file("web.yaml", POD)
                        .file("b.yaml", account("default", "", "true"))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.related())
                        .singleElement()
                        .satisfies(related -> assertThat(related.at().file()).isEqualTo("b.yaml")));
    }

    @Test
    void takesOldAndNewNamesOfTheFieldAndOnlyRealAccounts() {
        assertThat(Inputs.of("service-account-token")
                        .file("web.yaml", SHOP_POD)
                        .file("account.yaml", account("web", "shop", "false").replace("v1", "example.com/v1"))
                        .lines())
                .containsExactly("web.yaml:4 info: the token of service account \"web\" is mounted,"
                        + " as nothing in the input forbids it");
    }

    @Test
    void saysNothingOfWhatOnlyChangesAPodUnlessItAsksForTheToken() {
        String patch = """
                apiVersion: elasticsearch.k8s.elastic.co/v1
                kind: Elasticsearch
                metadata: {name: db}
                spec:
                  nodeSets:
                  - name: default
                    podTemplate:
                      spec:
                        containers: [{name: elasticsearch}]
                """;
        assertThat(Inputs.of("service-account-token").file("db.yaml", patch).lines())
                .isEmpty();
        assertThat(Inputs.of("service-account-token")
                        .file("db.yaml", patch + "        automountServiceAccountToken: true\n")
                        .lines())
                .containsExactly("db.yaml:10 medium: the token of service account \"default\" is mounted");
    }

    @Test
    void saysNothingOfATokenVolumeThatNobodyMounts() {
        assertThat(Inputs.of("service-account-token").file("web.yaml", """
                                apiVersion: v1
                                kind: Pod
                                metadata: {name: web}
                                spec:
                                  automountServiceAccountToken: false
                                  containers: [{name: app, image: nginx}]
                                  volumes:
                                  - name: token
                                    projected: {sources: [{serviceAccountToken: {path: token}}]}
                                """).lines())
                .isEmpty();
    }

    @Test
    void looksAtEachContainersOwnMounts() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  initContainers: [{name: setup, image: busybox%s}]
                  containers: [{name: app, image: nginx%1$s}, {name: proxy, image: envoy%s}]
                  ephemeralContainers: [{name: debugger, image: busybox}]
                  volumes: [{name: none, emptyDir: {}}]
                """;
        String mount = ", volumeMounts: [{name: none, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]";
        assertThat(Inputs.of("service-account-token")
                        .file("web.yaml", pod.formatted(mount, mount))
                        .lines())
                .isEmpty();
        assertThat(Inputs.of("service-account-token")
                        .file("web.yaml", pod.formatted(mount, ""))
                        .lines())
                .hasSize(1);
    }
}
