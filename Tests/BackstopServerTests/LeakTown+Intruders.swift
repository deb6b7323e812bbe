import BackstopServer
import Casework
import Foundation
import Operations
import Primitives
import Sealing
import Storage
import Testing
import WebSupport

/// Somebody who asks for what is not theirs.
struct Intruder: Sendable {
    let name: String
    let audience: Audience
    let token: String
}

extension LeakTown {
    /// One staff member of every role in another county, signed in.
    func strangers() async throws -> [Intruder] {
        let other = try await installed.bureau.view(as: .system) { context -> RegionRow? in
            let county = town.ancestor(at: .county)
            return try context.store.regions(.village, in: try RegionCode("3716")).first {
                $0.code.ancestor(at: .county) != county
            }
        }
        let village = try #require(other).code
        var found: [Intruder] = []
        for role in Role.allCases where !role.isCitizen {
            let level = role.postLevels.contains(.county) ? RegionLevel.county : role.postLevels.max() ?? .county
            guard let region = village.ancestor(at: level) else { continue }
            found.append(try await staff(role, region, login: "stranger-\(role.rawValue.lowercased())"))
        }
        return found
    }

    /// A clerk of the township itself.
    func ownClerk() async throws -> Intruder { try await staff(.townshipClerk, town, login: "own-clerk") }

    /// Somebody of a role whose post lies where the township is.
    func colleague(_ role: Role) async throws -> Intruder {
        let region =
            role.postLevels.contains(.village)
            ? try await village()
            : town.ancestor(at: role.postLevels.contains(.township) ? .township : role.postLevels.max() ?? .county)
        return try await staff(role, try #require(region), login: "own-\(role.rawValue.lowercased())")
    }

    /// A village of the township.
    func village() async throws -> RegionCode {
        let town = town
        return try #require(
            try await installed.bureau.view(as: .system) { try $0.store.regions(.village, in: town).first?.code })
    }

    /// A citizen with an account and no case.
    func otherCitizen() async throws -> Intruder {
        let bureau = installed.bureau
        let issued = try #require(
            try await bureau.perform(
                RequestPhoneCode(phone: "19700000001", addressKey: "leak"), as: .visitor, key: UUID().uuidString
            ).value?.shownCode)
        let opened = try await bureau.perform(
            SignInWithPhoneCode(phone: "19700000001", code: issued), as: .visitor, key: UUID().uuidString)
        let session = try #require(opened.value?.session)
        return Intruder(name: "another citizen", audience: .citizen, token: session.token)
    }

    private func staff(_ role: Role, _ region: RegionCode, login: String) async throws -> Intruder {
        let bureau = installed.bureau
        let secret = TimeBasedCode.generated()
        let password = "leak-test-password"
        let added = try await bureau.perform(
            AddStaffUser(
                login: login, name: "外人", password: password, role: role, region: region, totpSecret: secret.secret),
            as: .system, key: UUID().uuidString)
        if added.value == nil { #expect(added.reasons.map(\.code) == ["loginTaken"]) }
        let opened = try #require(
            try await bureau.signInStaff(login: login, password: password, addressKey: "leak-\(login)").value)
        // On a busy machine a minute may pass between reading the clock and trying the code: then the next code.
        var entered: SecondFactorAnswer?
        for _ in 0..<3 where entered != .accepted {
            let code = secret.code(step: TimeBasedCode.step(at: bureau.systemClock()))
            entered =
                try await bureau.perform(
                    EnterSecondFactor(sessionToken: opened.token, code: code), as: .visitor, key: UUID().uuidString
                ).value
        }
        try #require(entered == .accepted, "\(role.rawValue) is signed in")
        return Intruder(name: role.rawValue, audience: .staff, token: opened.token)
    }
}
