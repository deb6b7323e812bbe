import BackstopServer
import Testing

@Suite struct ConfigurationTests {
    @Test func `the command line wins over the environment, and that over the default`() throws {
        let both = try Configuration(
            file: nil, environment: ["BACKSTOP_PORT": "81", "BACKSTOP_HOTLINE": "0543-2"], overrides: [.port: "82"])
        #expect(both.number(.port) == 82 && both[.hotline] == "0543-2" && both[.audience] == "all")
    }

    @Test(arguments: [
        (Setting.port, "65536"), (.port, "-1"), (.port, "eighty"), (.audience, "both"), (.secureCookies, "yes"),
        (.region, "37160"), (.readers, "-3"),
    ]) func `a wrong value is named`(_ setting: Setting, _ text: String) {
        #expect {
            try Configuration(file: nil, environment: [:], overrides: [setting: text])
        } throws: { error in
            "\(error)".contains(setting.rawValue) && "\(error)".contains(text)
        }
    }

    @Test(arguments: [
        ("postgresql://clerk:s3cret@db:5432/backstop", "postgresql://clerk:(hidden)@db:5432/backstop"),
        (
            "postgresql://db/backstop?user=clerk&password=s3cret&sslmode=require",
            "postgresql://db/backstop?user=clerk&password=(hidden)&sslmode=require"
        ),
        ("postgresql://db/backstop", "postgresql://db/backstop"),
    ]) func `the printed configuration shows a store's address without its password`(_ url: String, _ shown: String)
        throws
    {
        let printed = try Configuration(file: nil, environment: [:], overrides: [.store: url]).printed
        #expect(printed.contains("store: \(shown)    #"), "\(printed)")
    }

    @Test func `keys lie beside the data folder and never inside it`() throws {
        let configuration = try Configuration(file: nil, environment: [:], overrides: [.data: "/var/lib/backstop/"])
        #expect(configuration.keyFile == "/var/lib/backstop.keys.json")
        #expect(configuration.inData("x") == "/var/lib/backstop/x")
    }

    @Test func `workbooks are read by the home's Python unless another is named`() throws {
        let own = try Configuration(file: nil, environment: [:], overrides: [.home: "/srv/backstop"])
        #expect(own.python == "/srv/backstop/.venv/bin/python3")
        #expect(
            try Configuration(file: nil, environment: ["BACKSTOP_PYTHON": "/usr/bin/python3"]).python
                == "/usr/bin/python3")
    }
}
