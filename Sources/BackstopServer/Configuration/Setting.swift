/// One value of the configuration: its name in the file, in the environment, its default and what it is for.
package enum Setting: String, CaseIterable, Sendable {
    case home, data, store, keys, host, port, audience, publicAddress, name, hotline, region
    case gateway, gatewayToken, relay, relayToken, medical, medicalToken, metricsToken, secureCookies, hstsSeconds
    case logLevel, readers, poolSize, python, catalogue

    /// The name of the environment variable.
    package var environmentName: String {
        "BACKSTOP_" + rawValue.map { $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined()
    }

    /// Whether the printed configuration hides the value.
    package var isSecret: Bool { [.gatewayToken, .relayToken, .medicalToken, .metricsToken].contains(self) }

    /// The value when neither file nor environment nor command line says otherwise.
    package var standard: String {
        switch self {
        case .home: "."
        case .data: "data"
        case .store: ""
        case .keys: ""
        case .host: "127.0.0.1"
        case .port: "8080"
        case .audience: "all"
        case .publicAddress: ""
        case .name: "社会救助"
        case .hotline: "0543-12345"
        case .region: "3716"
        case .gateway: "log"
        case .relay, .relayToken, .medical, .medicalToken, .gatewayToken, .metricsToken, .python: ""
        case .secureCookies: "false"
        case .hstsSeconds: "0"
        case .logLevel: "info"
        case .readers: "8"
        case .poolSize: "8"
        case .catalogue: "catalogue/reference"
        }
    }

    /// What the value is for, printed beside it.
    package var purpose: String {
        switch self {
        case .home: "folder with policies, catalogue, reference and Public"
        case .data: "folder of the store, snapshots and uploads"
        case .store: "postgresql://… for a province; empty means SQLite in the data folder"
        case .keys: "key file; empty means keys.json beside (not inside) the data folder"
        case .host: "address to listen on"
        case .port: "port to listen on"
        case .audience: "citizen, staff or all: which side this node opens"
        case .publicAddress: "address written into QR codes; empty means http://host:port"
        case .name: "name of the bureau on pages and documents"
        case .hotline: "phone number on help bars and notices"
        case .region: "code of the region this installation serves"
        case .gateway: "where messages go: log, or an http(s) address"
        case .gatewayToken: "bearer token for the message gateway"
        case .relay: "http(s) address of the verification platform above; empty means none is asked"
        case .relayToken: "bearer token for the verification platform above"
        case .medical: "http(s) address of medical security; empty means notices wait for a person's record"
        case .medicalToken: "bearer token for medical security"
        case .metricsToken: "bearer token that /metrics asks for; empty means none"
        case .secureCookies: "true behind TLS"
        case .hstsSeconds: "Strict-Transport-Security, 0 for none"
        case .logLevel: "trace, debug, info, notice, warning, error"
        case .readers: "reading connections of SQLite"
        case .poolSize: "connections of PostgreSQL"
        case .python: "Python with openpyxl, which reads Excel files; empty means .venv/bin/python3 of the home"
        case .catalogue: "folder of the datasets, checks and report items in use, below home or absolute"
        }
    }
}
