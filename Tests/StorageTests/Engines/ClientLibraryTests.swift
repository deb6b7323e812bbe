import PostgresEngine
import SQLText
import Testing

@Suite struct ClientLibraryTests {
    @Test func `without PostgreSQL's client library it is said what to install`() throws {
        let problem = try #require(ClientLibrary.problem(opening: "libpq-that-is-not-there.so"))
        #expect(problem.code == .connection)
        #expect(problem.message.contains("libpq-that-is-not-there.so"))
        #expect(problem.message.contains("libpq5"))
    }

    @Test func `another library in its place is refused by the function it lacks`() throws {
        let problem = try #require(ClientLibrary.problem(opening: "libc.so.6"))
        #expect(problem.message.contains("PQconnectdb"))
    }

    @Test func `the client library of this machine has every function`() {
        #expect(ClientLibrary.problem(opening: ClientLibrary.name) == nil)
    }
}
