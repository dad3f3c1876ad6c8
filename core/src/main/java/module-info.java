/** The model of Leastwise: manifests as Kubernetes reads them, what they grant, the rules that judge it, and the reports. */
module dev.leastwise.core {
    requires gg.jte.runtime;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports dev.leastwise.source;
    exports dev.leastwise.yaml;
    exports dev.leastwise.kube;
    exports dev.leastwise.privilege;
    exports dev.leastwise.change;
    exports dev.leastwise.finding;
    exports dev.leastwise.fix;
    exports dev.leastwise.podsecurity;
    exports dev.leastwise.rule;
    exports dev.leastwise.suppression;
    exports dev.leastwise.report;
    exports dev.leastwise.config;
    exports dev.leastwise.known;
}
