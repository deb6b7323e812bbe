import Casework
import Operations
import OperationsTestKit
import Primitives
import Sealing
import Storage
import Testing

/// A bureau for one test, closed afterwards.
func withSignInBureau(_ body: (TestBureau) async throws -> Void) async throws {
    let test = try await TestBureau.make()
    do {
        try await body(test)
    } catch {
        await test.close()
        throw error
    }
    await test.close()
}

/// Invented people and secrets of these tests.
enum Sample {
    static let phone = "19900000001"
    static let password = "石榴树下慢慢看书 42"
    static let secret = Array("12345678901234567890".utf8)

    /// An invented ID of 惠民县 with a right check character.
    static func citizenID(_ sequence: Int = 123) throws -> CitizenID {
        let first = "37162119800101\(sequence)"
        return try CitizenID(first + String(CitizenID.checkCharacter(forFirst17: first)))
    }
}

extension TestBureau {
    /// Asks for a code and returns it.
    func phoneCode(_ phone: String = Sample.phone) async throws -> String {
        let outcome = try await perform(RequestPhoneCode(phone: phone, addressKey: "203.0.113.9"), as: .visitor)
        return try #require(outcome.value?.shownCode)
    }

    /// Signs a citizen in.
    func signedIn(_ phone: String = Sample.phone) async throws -> CitizenSessionOpened {
        let code = try await phoneCode(phone)
        let outcome = try await perform(SignInWithPhoneCode(phone: phone, code: code), as: .visitor)
        return try #require(outcome.value?.session)
    }

    /// Adds a staff user as the command line does.
    func addStaff(
        _ login: String, _ role: Role, at region: String, secret: [UInt8]? = Sample.secret
    ) async throws -> StaffUserAdded {
        let outcome = try await perform(
            AddStaffUser(
                login: login, name: "王惠芳", password: Sample.password, role: role, region: try RegionCode(region),
                totpSecret: secret), as: .system)
        return try #require(outcome.value, "\(outcome.reasons)")
    }

    /// The first step of signing in.
    func signIn(
        _ login: String, _ password: String = Sample.password, from address: String = "203.0.113.9"
    ) async throws -> Outcome<StaffSessionOpened> {
        try await bureau.signInStaff(login: login, password: password, addressKey: address)
    }

    /// The present code of an authenticator.
    func totp(_ secret: [UInt8] = Sample.secret) -> String {
        TimeBasedCode(secret: secret).code(step: TimeBasedCode.step(at: clock.now))
    }

    /// The audit lines about a subject.
    func auditVerbs(_ kind: String, _ id: Int64) async throws -> [String] {
        try await bureau.store.read { try $0.auditLines(subjectKind: kind, subjectID: id).map(\.verb) }
    }
}
