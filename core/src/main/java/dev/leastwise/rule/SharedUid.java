package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;
import static dev.leastwise.rule.RuleInfo.undecided;

import dev.leastwise.finding.Severity;
import java.util.List;

/**
 * Containers of different programs that run as one uid. Init containers are gone before the others start, and uid 0 is
 * root-user's: no other uid keeps root out.
 */
final class SharedUid implements InventoryRule {

    private static final RuleInfo INFO = new RuleInfo(
            "shared-uid",
            "Containers run as the same uid",
            """
            To the kernel, processes of one uid are one user. Where containers share a process namespace, an intruder in \
            one reads the other's memory and environment and stops it (ptrace(2), kill(2)); where they share a volume, \
            the files of one are the other's own, whatever their modes; and after an escape to the node all \
            containers of that uid are within reach.""",
            "give each container a runAsUser of its own, and share files by fsGroup",
            """
            Files that a container wrote to a volume belong to its old uid: programs that check the owner, or write without \
            the group's permission, report EACCES. An image that lists only one user may not work under another.""",
            List.of(
                    bad(Severity.HIGH, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      shareProcessNamespace: true
                      securityContext:
                        runAsUser: 1000 # <--
                      containers:
                      - name: app
                        image: nginx
                      - name: reloader
                        image: reloader
                    """),
                    bad(Severity.MEDIUM, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      initContainers:
                      - name: proxy
                        image: envoy
                        restartPolicy: Always
                        securityContext: {runAsUser: 1000} # <--
                        volumeMounts:
                        - {name: data, mountPath: /var/proxy}
                      containers:
                      - name: app
                        image: nginx
                        securityContext: {runAsUser: 1000}
                        volumeMounts:
                        - {name: data, mountPath: /data, readOnly: true}
                      volumes:
                      - name: data
                        emptyDir: {}
                    """),
                    // one claim, two workloads; in the volume a uid is the same within and without a user namespace
                    bad(Severity.MEDIUM, """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: upload}
                    spec:
                      template:
                        spec:
                          containers:
                          - name: app
                            image: upload
                            securityContext: {runAsUser: 1000} # <--
                            volumeMounts:
                            - {name: files, mountPath: /files}
                          volumes:
                          - name: files
                            persistentVolumeClaim: {claimName: files}
                    ---
                    apiVersion: batch/v1
                    kind: CronJob
                    metadata: {name: convert}
                    spec:
                      jobTemplate:
                        spec:
                          template:
                            spec:
                              hostUsers: false
                              securityContext: {runAsUser: 1000}
                              containers:
                              - name: convert
                                image: convert
                                volumeMounts:
                                - {name: in, mountPath: /in}
                              volumes:
                              - name: in
                                persistentVolumeClaim: {claimName: files}
                    """),
                    bad(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: one}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        securityContext: {runAsUser: 1000} # <--
                    ---
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: two}
                    spec:
                      securityContext: {runAsUser: 1000}
                      containers:
                      - name: app
                        image: redis
                    """),
                    undecided(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app # <--
                        image: nginx
                        volumeMounts:
                        - {name: data, mountPath: /data}
                      - name: proxy
                        image: envoy
                        volumeMounts:
                        - {name: data, mountPath: /data}
                      volumes:
                      - name: data
                        emptyDir: {}
                    """),
                    // different uids, an init container, root, and folders apart
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      shareProcessNamespace: true
                      securityContext: {runAsUser: 1000}
                      initContainers:
                      - name: setup
                        image: busybox
                        volumeMounts:
                        - {name: data, mountPath: /data}
                      containers:
                      - name: app
                        image: nginx
                        volumeMounts:
                        - {name: data, mountPath: /data}
                      - name: proxy
                        image: envoy
                        securityContext: {runAsUser: 1001}
                        volumeMounts:
                        - {name: data, mountPath: /data}
                      - name: node
                        image: agent
                        securityContext: {runAsUser: 0}
                      - name: other-node
                        image: agent
                        securityContext: {runAsUser: 0}
                      volumes:
                      - name: data
                        emptyDir: {}
                    """),
                    // what nobody writes is not shared
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        volumeMounts:
                        - {name: config, mountPath: /config}
                        - {name: data, mountPath: /data, subPath: app}
                      - name: proxy
                        image: envoy
                        volumeMounts:
                        - {name: config, mountPath: /config}
                        - {name: data, mountPath: /data, subPath: application}
                      volumes:
                      - name: config
                        configMap: {name: web}
                      - name: data
                        emptyDir: {}
                    """),
                    // each pod with hostUsers false has uids of its own
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: one}
                    spec:
                      hostUsers: false
                      securityContext: {runAsUser: 1000}
                      containers:
                      - name: app
                        image: nginx
                    ---
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: two}
                    spec:
                      hostUsers: false
                      securityContext: {runAsUser: 1000}
                      containers:
                      - name: app
                        image: redis
                    """)));

    static final Parameter ALLOWED =
            Parameter.allowed("shared-uid", "uids that containers may share", 1, Parameter.LARGEST_UID, Numbers.NONE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALLOWED);
    }

    @Override
    public Collection collect() {
        return new UidInventory(this);
    }
}
