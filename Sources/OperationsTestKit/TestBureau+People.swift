package import Casework
package import Operations
package import Primitives
import SQLText
import Sealing
import Storage

extension TestBureau {
    /// Makes a staff member with one post, straight into the store: for tests whose subject is not signing in.
    package func staff(_ role: Role, at region: String, name: String = "测试员") async throws -> StaffActor {
        let code = try RegionCode(region)
        let now = clock.now
        return try await bureau.store.write { transaction in
            let staffID: StaffID = transaction.ids.next()
            let postID: PostID = transaction.ids.next()
            try transaction.sql.execute(
                """
                INSERT INTO staff_user (id, version, login, name, password_hash, created_at)
                VALUES (\(staffID), 1, \("u" + staffID.text), \(name), 'none', \(now))
                """)
            try transaction.sql.execute(
                """
                INSERT INTO staff_post (id, staff_id, role, region_code, valid_from)
                VALUES (\(postID), \(staffID), \(role.rawValue), \(code), \(now.chinaDate))
                """)
            return StaffActor(staffID: staffID, postID: postID, role: role, region: code, name: name)
        }
    }

    /// Makes a citizen's account, straight into the store.
    package func citizen(phone: String = "19900000001") async throws -> AccountID {
        let now = clock.now
        return try await bureau.store.write { transaction in
            let id: AccountID = transaction.ids.next()
            let sealed = try transaction.seal(phone, "citizen_account", "phone", id.rawValue)
            try transaction.sql.execute(
                """
                INSERT INTO citizen_account (id, phone, phone_index, phone_last_four, created_at)
                VALUES (\(id), \(sealed), \(transaction.keys.blindIndex(phone, purpose: "phone")),
                \(String(phone.suffix(4))), \(now))
                """)
            return id
        }
    }

    /// Does a command under a fresh key.
    package func perform<C: Command>(_ command: C, as actor: Actor) async throws -> Outcome<C.Result> {
        try await bureau.perform(command, as: actor, key: "test-\(clock.now.milliseconds)")
    }
}
